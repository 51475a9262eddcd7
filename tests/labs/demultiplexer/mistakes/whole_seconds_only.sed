# only the seconds of the timeout are used: shorter waits return at once
# in platform/posix/select_demultiplexer.cpp
# caught by timeout hang-up
s/^  limit.tv_usec = .*//
