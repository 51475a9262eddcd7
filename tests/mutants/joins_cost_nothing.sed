# joins and departures over TCP are not charged
# in apps/server/stream_member.cpp
# found by *FloodedRoomWithAStoppedMember.*
s/  charge(endpoint_, before);//
