# the congestion ends with the first member that has caught up
# in apps/server/backpressure.cpp
# caught by low-mark stalled gone
/::catch_up/,/^}/s/  if (behind_.empty()) end_congestion();/  end_congestion();/
