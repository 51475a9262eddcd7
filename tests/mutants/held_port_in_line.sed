# a UDP port that is held while it stands in line receives all the same
# in reactor/udp_port.cpp
# found by UdpPortInLine.*
/if (held) reactor_.cancel_work/d
