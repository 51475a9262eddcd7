// Time on POSIX. localtime_r(3)
#include "platform/clock.hpp"

#include <ctime>

namespace chatlab {

TimePoint now() {
  return std::chrono::steady_clock::now();
}

TimeOfDay local_time_of_day() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts = {};
  localtime_r(&seconds, &parts);
  return {parts.tm_hour, parts.tm_min, parts.tm_sec};
}

}  // namespace chatlab
