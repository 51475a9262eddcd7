# the rest is moved to the front after each send
# in reactor/output_buffer.cpp
# caught by memory
s/if (consumed_ > bytes_.size() \/ 2) drop_consumed();/drop_consumed();/
