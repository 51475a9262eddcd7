# a member can ban another by saying the words
# in apps/protocols/datagram.cpp
# caught by by-server-only
s/    if (name != operator_name) return Reply::Kind::message;//
