# a negative timeout is taken for none: the wait is over at once
# in platform/posix/select_demultiplexer.cpp
# caught by forever
s/timeout < timeout.zero() ? nullptr : &limit/\&(limit = timeout < timeout.zero() ? timeval{} : limit)/
