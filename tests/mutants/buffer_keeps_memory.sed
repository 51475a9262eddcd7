# a decoder keeps the memory that its longest message needed
# in apps/protocols/input_buffer.cpp
# found by InputBuffer.*
s/std::string(view()).swap(bytes_);.*/bytes_ = std::string(view());/
