# new names over UDP are accepted though the share is used up
# in apps/server/datagram_member.cpp
# found by *FloodedRoomWithAStoppedMember.*
s/  if (!is_allowed(endpoint_.share(), name, {})) return endpoint_.drop(source_);//
