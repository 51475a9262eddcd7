# borders keep their old positions when the bytes before them are dropped
# in reactor/output_buffer.cpp
# caught by apart apart-in-part pieces memory
s/  for (std::size_t& border : borders_) border -= consumed_;//
