# all that has arrived is taken for one message
# in apps/protocols/frame.cpp
# caught by several any-cut empty
s/payload = unread.substr(frame_header_size, .*);/payload = unread.substr(frame_header_size);/
