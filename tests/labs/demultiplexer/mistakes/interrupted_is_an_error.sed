# a signal ends the program
# in platform/posix/select_demultiplexer.cpp
# caught by interrupted forever
s/  if (to_find < 0 \&\& errno == EINTR) return WaitEnd::interrupted;//
