# each message that is consumed moves all bytes behind it
# in apps/protocols/input_buffer.cpp
# found by InputBuffer.*
/^void InputBuffer::consume/,/^}/s/  start_ += count;/  bytes_.erase(0, count);/
