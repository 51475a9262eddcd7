# the digit counts bytes when it is read
# in apps/protocols/datagram.cpp
# caught by characters two-digits
s/first_characters(datagram.substr(1), length)/datagram.substr(1, length)/
s/count_characters(name) < length/name.size() < length/
