# a wait without a limit is taken for a stop
# in platform/running_time.cpp
# caught by clock-runs breakpoint
s/  if (is_limited \&\& gap/  if (gap/
s/  const bool is_limited = .*//
