# what claims to come from the server's own endpoints is answered
# in apps/server/udp_endpoint.cpp
s/  if (server_.own_addresses.contains(from)) return drop(from);//
