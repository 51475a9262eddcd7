# a connection sends for as long as the system accepts
# in reactor/connection.cpp
# caught by budget
s/if (is_short || reactor_.system_calls().is_used_up()) break;/if (is_short) break;/
