# a peer that reads a byte now and then is awaited for ever
# in reactor/connection.cpp
# caught by slow
/::linger_on/,/^}/s/ || reactor_.turn_time() >= linger_end_//
