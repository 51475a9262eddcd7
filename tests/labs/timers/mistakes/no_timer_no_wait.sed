# without timers the reactor does not wait at all
# in reactor/timer_queue.cpp
# caught by how-long
s/if (running_.empty()) return forever;/if (running_.empty()) return milliseconds(0);/
