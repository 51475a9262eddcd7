# next begins with bytes that are consumed
# in reactor/output_buffer.cpp
# caught by buffer limit apart apart-in-part short-send would-block pieces
s/.substr(consumed_, std::min/.substr(0, std::min/
