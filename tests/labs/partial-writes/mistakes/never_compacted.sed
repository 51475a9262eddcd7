# what was sent stays in memory until all is sent
# in reactor/output_buffer.cpp
# caught by memory
s/if (consumed_ > bytes_.size() \/ 2) drop_consumed();/if (consumed_ == bytes_.size()) drop_consumed();/
