# all entries are reported, ready or not
# in platform/posix/poll_demultiplexer.cpp
# caught by readable writable once order again of-interest appended forever timeout hang-up interrupted
s/    if (entry.revents == 0) continue;//
