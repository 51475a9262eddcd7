# a timer is stopped after its handler was called, and so is one that has restarted itself
# in reactor/timer_queue.cpp
# caught by restarts fires order how-long stopped stops-another most join-timeout kept-waiting told
/::fire_due/,/^}/{/^    first.stop();/d;s/^    first.handler_.on_timer(first);/&\n    first.stop();/}
