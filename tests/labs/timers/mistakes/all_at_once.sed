# all due timers fire in one round, however many there are
# in reactor/timer_queue.cpp
# caught by most
s/for (; most > 0 \&\& /for (; /
