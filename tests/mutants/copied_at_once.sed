# shared output is copied at once by each connection with a backlog, all in one turn
# in reactor/borrowing_buffer.cpp
# found by BorrowingBuffer*.*:ConnectionTest.*
s/  if (range.size() == 0) return;/  if (!own_.is_empty()) return own_.append(shared.view(range));/
