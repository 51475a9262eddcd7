# datagram members are told how the others part when the server stops
# in apps/server/udp_endpoint.cpp
/^void UdpEndpoint::send/,/^}/s/  if (!is_registered()) return;.*//
