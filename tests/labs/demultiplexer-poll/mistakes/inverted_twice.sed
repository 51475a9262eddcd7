# a descriptor without interest is inverted again when it still has none
# in platform/posix/poll_demultiplexer.cpp
# caught by hang-up
s/entry.fd = entry.events == 0 ? ~plain : plain;/entry.fd = entry.events == 0 ? ~entry.fd : plain;/
