# a datagram that ends inside of the name has no text
# in apps/protocols/datagram.cpp
# caught by no-name
s/return count_characters(name) < length ? 0 : 1 + name.size();/return 1 + name.size();/
