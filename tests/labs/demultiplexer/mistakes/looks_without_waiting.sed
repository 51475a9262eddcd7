# select is called with a timeout of 0, again and again: a busy loop
# in platform/posix/select_demultiplexer.cpp
# caught by timeout interrupted forever hang-up
s/timeout < timeout.zero() ? nullptr : &limit/\&(limit = {})/
