# stop() forgets the serial before it looks for the timer in the set, which is ordered by it
# in reactor/timer_queue.cpp
# caught by stopped
/::stop/,/^}/{/^  serial_ = 0;/d;s/^  node_ = .*/  serial_ = 0;\n&/}
