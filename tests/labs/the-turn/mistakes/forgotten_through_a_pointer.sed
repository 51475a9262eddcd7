# a handler that destroyed itself is noted as called
# in reactor/reactor.cpp
# caught by itself
/^void Reactor::dispatch(/,/^}/s/  forget(position);/  if (handler != nullptr) handler->registration_.position = EventHandler::nowhere;/
