# POLLIN and POLLOUT are mixed up
# in platform/posix/poll_demultiplexer.cpp
# caught by readable writable once order again of-interest appended timeout forever hang-up
s/(interest.read ? POLLIN : 0) | (interest.write ? POLLOUT : 0)/(interest.read ? POLLOUT : 0) | (interest.write ? POLLIN : 0)/
