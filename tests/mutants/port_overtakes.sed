# a UDP port that is always readable overtakes the handlers that wait for the next turn
# in reactor/udp_port.cpp
# found by ServerWithDatagramMembers.*
/if (reactor_.is_busy()) return stand_in_line();/d
