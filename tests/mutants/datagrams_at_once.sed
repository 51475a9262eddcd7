# all datagrams that wait are sent in one turn, however long that takes
# in apps/server/udp_endpoint.cpp
# found by ServerWithDatagramMembers.*
s/  if (!waiting_.is_empty()) return server_.reactor.request_flush(\*this);/  while (!waiting_.is_empty()) send_first();/
