# a frame that was found is found again and again
# in apps/protocols/frame.cpp
# caught by whole one-byte several any-cut empty
s/  buffer_.consume(frame_header_size + payload.size());//
