# only the first ready handle is reported, the others in the next waits
# in platform/posix/poll_demultiplexer.cpp
# caught by order writable once again
s/^    --to_find;/    break;/
