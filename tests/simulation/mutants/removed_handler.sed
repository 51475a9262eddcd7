# a handler that was removed in this turn is still called for what was found before
# in reactor/reactor.cpp
/nowhere) ready_\[position\].handler = nullptr;/d
s/ready.readable && ready.handler->wants_read()/ready.readable/
