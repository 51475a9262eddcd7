# the timeout is given in milliseconds where microseconds are wanted
# in platform/posix/select_demultiplexer.cpp
# caught by timeout hang-up
s/timeout.count() % 1000 \* 1000/timeout.count() % 1000/
