# when the server stops, datagram members are notified that the others leave
# in apps/server/udp_endpoint.cpp apps/server/udp_endpoint.hpp
s/  if (!port_.is_open()) return;//
s/void stop() override { port_.close(); }/void stop() override { port_.hold(true); }/
