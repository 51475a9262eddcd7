# a peer that never closes is awaited for ever
# in reactor/connection.cpp
# caught by silent slow
/::finish/,/^}/s/  linger_.start(linger_interval);//
