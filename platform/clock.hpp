// Monotonic time: it never jumps, whatever happens to the calendar. clock_gettime(2)
#pragma once

#include <chrono>

namespace chatlab {

using TimePoint = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// The current time. Every timeout and every measured duration starts here.
TimePoint now();

/// What the clock on the wall says, for people to read. localtime_r(3)
struct TimeOfDay {
  int hour;
  int minute;
  int second;
};
TimeOfDay local_time_of_day();

}  // namespace chatlab
