# the observer is not told that a connection lingers
# in reactor/connection.cpp
# caught by lingers silent
/^void Connection::finish/,/^}/s/  if (input_ != Input::ended) tell(ConnectionStep::lingering);//
