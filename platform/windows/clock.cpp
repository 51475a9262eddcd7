// Time on Windows.
#include "platform/clock.hpp"

#include "platform/windows/native.hpp"

namespace chatlab {

// The performance counter, which is independent of the date and time. MSDN: QueryPerformanceCounter
TimePoint system_time() {
  return std::chrono::steady_clock::now();
}

std::chrono::microseconds wall_time() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since_1970);
}

TimeOfDay local_time_of_day() {
  SYSTEMTIME parts = {};
  GetLocalTime(&parts);
  return {parts.wHour, parts.wMinute, parts.wSecond};
}

}  // namespace chatlab
