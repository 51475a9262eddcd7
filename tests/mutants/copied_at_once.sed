# shared output is copied at once by each connection with a backlog, all in one turn
# in reactor/borrowing_buffer.cpp
# found by BorrowingBuffer*.*:ConnectionTest.*
s/  lender_ = &shared;/&\n  borrowed_ = range;\n  if (!own_.is_empty()) return own();/
