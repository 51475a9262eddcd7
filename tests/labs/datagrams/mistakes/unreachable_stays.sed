# a member whose port is unreachable stays in the room
# in apps/server/datagram_endpoint.cpp
# caught by unreachable
/::on_unreachable/,/^}/s/found->second->remove(.*);/return;/
