# what was sent stays in the output buffer until all of it is
# in reactor/output_buffer.cpp
# found by OutputBuffer.*
s/if (consumed_ > bytes_.size() \/ 2) drop_consumed();/if (consumed_ == bytes_.size()) drop_consumed();/
