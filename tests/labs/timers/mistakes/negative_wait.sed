# a timer that is overdue makes the wait negative, and so endless
# in reactor/timer_queue.cpp
# caught by how-long
s/  return wait > milliseconds(0) ? wait : milliseconds(0);/  return wait;/
