# a timer fires in the millisecond before it is due
# in reactor/timer_queue.cpp
# caught by fires how-long
s/if (first.due_ > current || /if (first.due_ >= current + milliseconds(1) || /
