# a connection waits to write although it has nothing to send
# in reactor/connection.cpp
/^Interest Connection::interest/,/^}/s/unsent() > 0/true/
