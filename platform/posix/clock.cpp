#include "platform/clock.hpp"

namespace chatlab {

TimePoint now() {
  return std::chrono::steady_clock::now();
}

}  // namespace chatlab
