# the first gap in the list ends the turn
# in reactor/reactor.cpp
# caught by behind-removed removed destroyed itself reused added
s/while (called < ready_.size() \&\& /while (called < ready_.size() \&\& to_call_[called] != nullptr \&\& /
