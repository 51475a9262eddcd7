#include "platform/clock.hpp"

namespace chatlab {

// The performance counter, which no change of the calendar moves. MSDN: QueryPerformanceCounter
TimePoint now() {
  return std::chrono::steady_clock::now();
}

}  // namespace chatlab
