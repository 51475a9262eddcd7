# the number before a name of the sender is its bytes
# in apps/protocols/datagram.cpp
# caught by two-digits
s/prefix_ = std::to_string(count_characters(name))/prefix_ = std::to_string(name.size())/
