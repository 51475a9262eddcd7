# the connection never waits to write: the rest is sent when something is said again
# in reactor/connection.cpp
# caught by interest short-send would-block pieces progress budget once-at-least
/^Interest Connection::interest/,/^}/s/unsent() > 0/false/
