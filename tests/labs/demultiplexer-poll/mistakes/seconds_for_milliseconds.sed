# the timeout is given in seconds
# in platform/posix/poll_demultiplexer.cpp
# caught by timeout interrupted forever hang-up
s/std::min(timeout, longest).count())/std::min(timeout, longest).count() \/ 1000)/
