# an entry without interest keeps its descriptor, and so its hang-up is reported
# in platform/posix/poll_demultiplexer.cpp
# caught by hang-up
s/entry.fd = entry.events == 0 ? ~plain : plain;/entry.fd = plain;/
