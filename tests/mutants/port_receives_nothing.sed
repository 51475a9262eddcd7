# a UDP port that has stood in line receives nothing if the budget is used up by then
# in reactor/udp_port.cpp
# found by UdpPorts.*
s/if (i > 0 && (\(.*\))) return;/if (\1) return;/
