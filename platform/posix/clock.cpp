// Time on POSIX. localtime_r(3)
#include "platform/clock.hpp"

#include <ctime>

namespace chatlab {

TimePoint system_time() {
  return std::chrono::steady_clock::now();
}

std::chrono::microseconds wall_time() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since_1970);
}

TimeOfDay local_time_of_day() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts = {};
  localtime_r(&seconds, &parts);
  return {parts.tm_hour, parts.tm_min, parts.tm_sec};
}

}  // namespace chatlab
