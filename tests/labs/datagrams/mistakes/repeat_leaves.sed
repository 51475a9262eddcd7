# a join that comes twice makes the member leave and come back
# in apps/server/datagram_member.cpp
# caught by join-twice overload
s/  if (is_in_room() \&\& name_key(name) == name_key(this->name())) return on_welcome();//
