# an entry of no interest takes part in the wait, and is skipped afterwards: a busy loop
# in platform/posix/poll_demultiplexer.cpp
# caught by hang-up
s/entry.fd = entry.events == 0 ? ~plain : plain;/entry.fd = plain;/
s/    if (entry.revents == 0) continue;/    if (entry.revents == 0 || entry.events == 0) continue;/
