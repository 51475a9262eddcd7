# POLLERR is left out
# in platform/posix/poll_demultiplexer.cpp
# caught by hang-up
s/POLLHUP | POLLERR | POLLNVAL/POLLHUP | POLLNVAL/
