# given up after two seconds, whatever was sent meanwhile
# in reactor/connection.cpp
# caught by slow
/::linger_on/,/^}/s/last_progress_ < linger_step_ || now() >= linger_end_/true/
