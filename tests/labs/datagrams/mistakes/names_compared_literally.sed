# Ann and ann are taken for two names of one member
# in apps/server/datagram_member.cpp
# caught by join-twice
s/name_key(name) == name_key(this->name())/name == this->name()/
