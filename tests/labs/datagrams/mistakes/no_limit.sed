# a datagram of any length is accepted
# in apps/protocols/datagram.cpp
# caught by too-long
s/    if (datagram.size() > max_message_) return .*//
