# new names over UDP are accepted though the share is used up
# in apps/server/datagram_member.cpp
# found by *FloodedRoomWithAStoppedMember.*
s/  if (server_.backpressure.is_over_share(endpoint_.share())) return endpoint_.drop(source_);//
