# the length is computed with 32 bits, and 4294967301 becomes 5
# in apps/protocols/frame.cpp
# caught by too-long
s/std::uint64_t size = 0;/std::uint32_t size = 0;/
