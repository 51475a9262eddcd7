# a UDP port that could not be traced neither reads nor stands in line
# in reactor/udp_port.cpp
# found by UdpPortInLine.*
/^void UdpPort::stand_in_line/,/^}/s/  reactor_.request_work(\*this);/  reactor_.want_read(*this, false);\n&/
