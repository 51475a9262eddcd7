# after an interrupted wait, the sets are read as its result
# in platform/posix/select_demultiplexer.cpp
# caught by interrupted forever
s/if (to_find < 0 \&\& errno == EINTR) return WaitEnd::interrupted;/if (to_find < 0 \&\& errno == EINTR) return WaitEnd::returned;/
