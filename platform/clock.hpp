// Monotonic time: it does not jump if the system's date or time is changed, and it stands still
// while the program is stopped.
#pragma once

#include <chrono>

namespace chatlab {

using TimePoint = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// The current time, for timeouts and measured durations. Time for which a debugger, SIGSTOP or a
/// sleeping laptop stopped the program does not count: see running_time.hpp.
TimePoint now();

/// The time on the wall clock, which may jump: microseconds since 1970-01-01 00:00 UTC.
std::chrono::microseconds wall_time();

/// Must be called before and after a wait that may last more than a few milliseconds. `timeout` is
/// the longest intended duration of the wait; negative for no limit. A wait that lasts much longer
/// shows that the program was stopped.
void begin_wait(milliseconds timeout);
void end_wait();

/// The time of the system's clock, which also counts while the program is stopped.
/// clock_gettime(2), CLOCK_MONOTONIC; MSDN: QueryPerformanceCounter
TimePoint system_time();

/// The local time of day, for display. localtime_r(3)
struct TimeOfDay {
  int hour;
  int minute;
  int second;
};
TimeOfDay local_time_of_day();

}  // namespace chatlab
