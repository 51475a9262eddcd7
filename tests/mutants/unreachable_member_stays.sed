# a member whose port is reported unreachable stays in the room
# in apps/server/datagram_endpoint.cpp
/^void DatagramEndpoint::on_unreachable/,/^}/s/found->second->remove(.*);/return;/
