# a name is not free again after its owner has left
# in apps/chat/room.cpp
s/  by_name_.erase(name_key(event.name));//
