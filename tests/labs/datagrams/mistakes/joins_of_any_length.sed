# a join of any length is accepted
# in apps/protocols/datagram.cpp
# caught by too-long
s/if (datagram.size() > max_message_) return/if (datagram.substr(0, join_word.size()) != join_word \&\& datagram.size() > max_message_) return/
