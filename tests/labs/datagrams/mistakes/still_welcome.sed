# a client that was removed believes that it is still welcome
# in apps/protocols/datagram.cpp
# caught by joins-again
s/    if (kind == Reply::Kind::removed) is_welcome_ = false;.*//
