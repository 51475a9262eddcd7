# a datagram member with a new name is here since it had its old one
# in apps/server/datagram_member.cpp
# found by DatagramMembersOfFewWords.*
/^void DatagramMember::join/,/^}/s/  here_since_ = now();//
