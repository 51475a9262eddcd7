# the highest descriptor is left out: select wants the number of bits, which is one more
# in platform/posix/select_demultiplexer.cpp
# caught by readable writable once order again of-interest appended forever hang-up timeout interrupted failure
s/::select(highest_ + 1, /::select(highest_, /
