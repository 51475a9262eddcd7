# after a malformed header the next bytes are read as a header
# in apps/protocols/frame.cpp
# caught by given-up
s/  gave_up_ = true;//
