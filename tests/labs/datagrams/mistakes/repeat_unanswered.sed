# a join that comes twice is not answered
# in apps/server/datagram_member.cpp
# caught by join-twice overload
s/name_key(this->name())) return on_welcome();/name_key(this->name())) return;/
