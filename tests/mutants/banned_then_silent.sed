# a banned member over UDP is removed once more when it has been silent for long
# in apps/server/datagram_member.cpp
# found by DatagramMembersOfFewWords.*
/^void DatagramMember::on_banned/,/^}/s/  endpoint_.forget(\*this);//
