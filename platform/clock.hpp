// Monotonic time: it does not jump if the system's date or time is changed. clock_gettime(2)
#pragma once

#include <chrono>

namespace chatlab {

using TimePoint = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// The current time, for timeouts and measured durations.
TimePoint now();

/// The time on the wall clock, which may jump: microseconds since 1970-01-01 00:00 UTC.
std::chrono::microseconds wall_time();

/// The local time of day, for display. localtime_r(3)
struct TimeOfDay {
  int hour;
  int minute;
  int second;
};
TimeOfDay local_time_of_day();

}  // namespace chatlab
