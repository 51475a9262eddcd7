# datagram members are told how the others part when the server stops
# in apps/server/udp_endpoint.cpp apps/server/udp_endpoint.hpp
s/  if (!port_.is_open()) return;//
s/void stop() override { port_.close(); }/void stop() override { port_.hold(true); }/
