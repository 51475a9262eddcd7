# a connection waits to write though it has nothing to send
# in reactor/connection.cpp
s/reactor_.want_write(\*this, unsent() > 0);/reactor_.want_write(*this, true);/
