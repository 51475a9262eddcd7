# one piece is sent per flush, the others wait
# in reactor/connection.cpp
# caught by pieces progress budget
s/if (is_short || reactor_.system_calls().is_used_up()) break;/break;/
