# a few bytes over UDP are answered with thousands
# in apps/server/datagram_member.cpp
s/longest_answer_ = most_amplification \* datagram.size();/longest_answer_ = most_amplification * server_.limits.max_message;/
