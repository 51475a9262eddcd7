# the observer is told of a timer after its handler was called
# in reactor/timer_queue.cpp
# caught by told
/::fire_due/,/^}/{/^    if (observer_/d;s/^    first.handler_.on_timer(first);/&\n    if (observer_ != nullptr) observer_->on_timer(first.handler_, first);/}
