# the list is emptied first
# in platform/posix/poll_demultiplexer.cpp
# caught by appended
s/^  \/\/ The timeout is an int: .*/  ready.clear();/
