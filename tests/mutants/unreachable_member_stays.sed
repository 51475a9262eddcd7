# a member whose port is reported as unreachable stays, and is sent to
# in apps/server/datagram_endpoint.cpp
/^void DatagramEndpoint::on_unreachable/,/^}/s/found->second->remove(.*);/return;/
