# a datagram of a stranger is dropped and not counted
# in apps/server/datagram_member.cpp
# caught by by-address told-once
/::decline/,/^}/s/  endpoint_.drop(source_);//
