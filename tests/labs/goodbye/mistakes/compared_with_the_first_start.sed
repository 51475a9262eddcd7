# a peer that has read a little is awaited for the whole ten seconds
# in reactor/connection.cpp
# caught by slow silent
/::linger_on/,/^}/s/  linger_step_ = reactor_.turn_time();//
