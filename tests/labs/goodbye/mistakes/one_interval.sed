# given up after two seconds, whatever was sent meanwhile
# in reactor/connection.cpp
# caught by slow
/::linger_on/,/^}/s/last_progress_ < linger_step_ || reactor_.turn_time() >= linger_end_/true/
