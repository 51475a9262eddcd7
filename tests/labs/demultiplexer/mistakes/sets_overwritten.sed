# the sets of interest are handed to select, which overwrites them
# in platform/posix/select_demultiplexer.cpp
# caught by again readable of-interest writable once order timeout hang-up
s/fd_set readable = want_read_;/fd_set\& readable = want_read_;/
s/fd_set writable = want_write_;/fd_set\& writable = want_write_;/
