# the due timers are listed first, and fire whatever happens meanwhile
# in reactor/timer_queue.cpp
# caught by stops-another restarts told
s/  for (; most > 0 && .*/  const RunningTimers due = running_;\n  for (Timer* each : due) {\n    if (most-- == 0) return;/
s/Timer& first = \*\*running_.begin();/Timer\& first = *each;/
