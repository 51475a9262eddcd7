# a connection that has sent all its shared output does not give it back, so it grows for ever
# in reactor/borrowing_buffer.cpp
# found by BorrowingBuffer*.*
s/if (borrowed_.size() == 0) give_back();//
