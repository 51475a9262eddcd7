# handlers that were called keep their positions, which the next turn gives to others
# in reactor/reactor.cpp
# caught by slots removed destroyed added itself budget reused wanted
/^void Reactor::forget/,/^}/s/  to_call_\[position\]->registration_.position = EventHandler::nowhere;//
