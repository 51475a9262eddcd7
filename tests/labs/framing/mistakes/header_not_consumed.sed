# the payload is consumed, but not its header
# in apps/protocols/frame.cpp
# caught by whole one-byte several any-cut empty
s/consume(frame_header_size + payload.size())/consume(payload.size())/
