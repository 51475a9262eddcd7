# handlers behind one that was removed in this turn are not called
# in reactor/reactor.cpp
# found by ReactorContract.*
s/while (called < ready_.size() \&\& /while (called < ready_.size() \&\& to_call_[called] != nullptr \&\& /
