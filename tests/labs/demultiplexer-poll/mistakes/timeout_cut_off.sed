# a timeout that does not fit into an int is cut off
# in platform/posix/poll_demultiplexer.cpp
# caught by interrupted
s/static_cast<int>(std::min(timeout, longest).count())/static_cast<int>(timeout.count() + 0 * longest.count())/
