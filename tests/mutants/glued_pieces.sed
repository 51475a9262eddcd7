# messages to members without framing are sent together
# in reactor/shared_output.cpp
# found by SharedOutput.*:BorrowingBuffer*.*
s/if (border != borders_.end()) //
s/range.end = std::min(range.end, \*border);//
