# a member's output has no gap if a message is not for it: it receives what it has said itself
# in reactor/borrowing_buffer.hpp
# found by BorrowingBuffer*.*
s/lender_ != &shared || borrowed_.end != range.begin/lender_ != \&shared/
