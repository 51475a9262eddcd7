# datagrams that seem to come from the server's own endpoints are answered
# in apps/server/udp_endpoint.cpp
s/  if (server_.own_addresses.contains(from)) return drop(from);//
