# the position in the result is reported as the slot
# in platform/posix/select_demultiplexer.cpp
# caught by order readable writable once again of-interest appended forever hang-up
s/ready.push_back({found, can_read, can_write, slot});/ready.push_back({found, can_read, can_write, ready.size()});/
