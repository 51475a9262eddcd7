# leaving with the name before it is something said
# in apps/protocols/datagram.cpp
# caught by requests
s/return {text == "exit@me"/return {datagram == "exit@me"/
