# a frame is delivered as soon as its header is there
# in apps/protocols/frame.cpp
# caught by payload-in-parts one-byte any-cut too-long
s/  if (unread.size() - frame_header_size < \*size) return Found::nothing;//
