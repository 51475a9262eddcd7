# a name is not freed when its owner leaves
# in apps/chat/room.cpp
s/  by_name_.erase(member.key_);//
