# the wait is rounded down: the reactor turns and turns until the timer is due
# in reactor/timer_queue.cpp
# caught by how-long
s/std::chrono::ceil<milliseconds>/std::chrono::floor<milliseconds>/
