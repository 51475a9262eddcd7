# when one flush is cancelled, all others are lost, too
# in reactor/run_queue.cpp
s/if (first_ == &handler) first_ = .*/first_ = nullptr;/
s/if (last_ == &handler) last_ = .*/last_ = nullptr;/
/handler.previous_ != nullptr/d
/handler.next_ != nullptr/d
