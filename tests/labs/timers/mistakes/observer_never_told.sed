# the observer is not told of the timers that fire
# in reactor/timer_queue.cpp
# caught by told kept-waiting
/::fire_due/,/^}/{/^    if (observer_/d}
