# the header is read before all of it is there
# in apps/protocols/frame.cpp
# caught by header-in-parts one-byte any-cut several whole empty given-up
/::next/,/^}/s/  if (unread.size() < frame_header_size) return Found::nothing;//
