# select is called with a timeout of 0, again and again: a busy loop
# in platform/posix/select_demultiplexer.cpp
# caught by timeout interrupted
s/timeout < timeout.zero() ? nullptr : &limit/\&(limit = {})/
