# a member that takes another name does not leave first
# in apps/server/datagram_member.cpp
# caught by join-twice overload
/::join/,/^}/s/  leave(Departure::by_own_word);//
