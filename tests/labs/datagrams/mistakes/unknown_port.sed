# a report about an address that no member has ends the server
# in apps/server/datagram_endpoint.cpp
# caught by unreachable
s/  if (found != members_.end()) found->second->remove/  found->second->remove/
