# shared output is dropped although connections have yet to send it
# in reactor/shared_output.cpp
# found by SharedOutput.*:BorrowingBuffer*.*
s/if (borrowers_ == 0) drop_all();/drop_all();/
