// The simulated clock, which advances only while the program waits.
#include "platform/clock.hpp"

#include "tests/simulation/world.hpp"

namespace chatlab {

TimePoint system_time() {
  return simulation::world().system_time();
}

std::chrono::microseconds wall_time() {
  return simulation::world().elapsed();
}

TimeOfDay local_time_of_day() {
  const auto seconds = simulation::world().elapsed().count() / 1000000;
  return {static_cast<int>(seconds / 3600 % 24), static_cast<int>(seconds / 60 % 60),
          static_cast<int>(seconds % 60)};
}

}  // namespace chatlab
