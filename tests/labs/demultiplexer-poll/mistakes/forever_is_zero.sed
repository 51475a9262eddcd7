# a negative timeout is taken for none: the wait is over at once
# in platform/posix/poll_demultiplexer.cpp
# caught by forever
s/std::min(timeout, longest).count()/std::min(std::max(timeout, timeout.zero()), longest).count()/
