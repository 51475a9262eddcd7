# a handler that destroyed itself while it wrote is still written to
# in reactor/reactor.cpp
# found by ReactorContract.*
s/EventHandler\* const& handler = to_call_\[position\];/EventHandler* const handler = to_call_[position];/
/^void Reactor::dispatch(/,/^}/s/  forget(position);/  if (handler != nullptr) handler->registration_.position = EventHandler::nowhere;/
