# a text that begins with 0 loses it
# in apps/protocols/datagram.cpp
# caught by no-name
s/datagram\[0\] < '1'/datagram[0] < '0'/
