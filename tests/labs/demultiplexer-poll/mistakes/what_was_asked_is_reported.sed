# events is read, not revents
# in platform/posix/poll_demultiplexer.cpp
# caught by once
s/(entry.revents \& read_events) != 0/(entry.events \& read_events) != 0/
