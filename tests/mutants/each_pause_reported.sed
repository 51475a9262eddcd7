# each time that no descriptor is left is reported, ten times per second
# in reactor/acceptor.cpp
# found by AcceptorPosix.*
s/const bool is_first = .*/const bool is_first = true;/
