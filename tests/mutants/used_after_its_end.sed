# a handler that destroyed itself while it wrote is noted as called
# in reactor/reactor.cpp
# found by ReactorContract.*
/^void Reactor::dispatch(/,/^}/s/  forget(position);/  if (handler != nullptr) handler->registration_.position = EventHandler::nowhere;/
