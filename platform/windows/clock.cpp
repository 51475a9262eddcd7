// Time on Windows.
#include "platform/clock.hpp"

#include "platform/windows/native.hpp"

namespace chatlab {

// The performance counter, which is independent of the date and time. MSDN: QueryPerformanceCounter
TimePoint now() {
  return std::chrono::steady_clock::now();
}

TimeOfDay local_time_of_day() {
  SYSTEMTIME parts = {};
  GetLocalTime(&parts);
  return {parts.wHour, parts.wMinute, parts.wSecond};
}

}  // namespace chatlab
