# a member that takes another name keeps its messages and its time
# in apps/server/datagram_member.cpp
# caught by join-twice
/::join/,/^}/s/  here_since_ = now();//
/::join/,/^}/s/  messages_ = 0;//
