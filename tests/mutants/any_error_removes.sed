# any error of a datagram removes its receiver, even one that may pass
# in apps/server/udp_endpoint.cpp
# found by DatagramMembers.*
s/if (error == std::errc::connection_refused) on_unreachable(to);/on_unreachable(to);/
