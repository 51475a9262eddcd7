# a sender that takes another name is known by the old one
# in apps/protocols/datagram.cpp
# caught by two-digits
s/^      prefix_ = /      if (prefix_.empty()) prefix_ = /
