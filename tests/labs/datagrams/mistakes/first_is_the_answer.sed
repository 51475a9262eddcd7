# the first datagram is taken for the answer, as over TCP
# in apps/protocols/datagram.cpp
# caught by repeats joins-again answers characters by-server-only
s/const bool is_answer = .*/const bool is_answer = !is_welcome_;/
