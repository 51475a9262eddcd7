# the connection always waits to write
# in reactor/connection.cpp
# caught by interest broken
/^Interest Connection::interest/,/^}/s/unsent() > 0/true/
