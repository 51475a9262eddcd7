# a client that was removed reads a refusal as text when it joins again
# in apps/protocols/datagram.cpp
# found by DatagramClient.*
/Kind::removed) is_welcome_ = false/d
