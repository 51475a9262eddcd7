# a handler that destroyed itself while it wrote is noted as called
# in reactor/reactor.cpp
# found by ReactorContract.*
/^void Reactor::dispatch(/,/^}/s/  forget(position);/  called->registration_.position = EventHandler::nowhere;/
s/  EventHandler\* const& handler = to_call_\[position\];/  EventHandler* const called = to_call_[position];\n&\n  if (called == nullptr) return;/
