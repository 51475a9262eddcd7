# a negative timeout is handed to select
# in platform/posix/select_demultiplexer.cpp
# caught by forever
s/timeout < timeout.zero() ? nullptr : &limit/\&limit/
