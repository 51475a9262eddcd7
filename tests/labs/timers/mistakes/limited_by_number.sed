# a round is as long as there are timers, although one that was stopped makes room for one that was started
# in reactor/timer_queue.cpp
# caught by restarts
s/  const std::uint64_t last_before = last_serial_;/  most = most < running_.size() ? most : running_.size();/
s/ || first.serial_ > last_before) return;/) return;/
