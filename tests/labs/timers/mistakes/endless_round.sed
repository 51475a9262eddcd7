# a timer that restarts itself with no delay keeps the round going for ever
# in reactor/timer_queue.cpp
# caught by restarts
s/ || first.serial_ > last_before) return;/) return;/
