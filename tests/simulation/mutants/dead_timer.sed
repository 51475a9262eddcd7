# a timer that another stopped fires all the same, in the turn in which both were due
# in reactor/timer_queue.cpp
/  while (!running_.empty()) {/,/^  }/c\
  std::vector<Timer*> due;\
  for (Timer* timer : running_) {\
    if (timer->due_ <= current && timer->serial_ <= last_before) due.push_back(timer);\
  }\
  for (Timer* timer : due) {\
    timer->stop();\
    timer->handler_.on_timer(*timer);\
  }
s/#include <tuple>/#include <tuple>\n#include <vector>/
