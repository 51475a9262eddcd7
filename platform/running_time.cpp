// Finds the gaps in which the program did not run, and leaves them out.
#include "platform/running_time.hpp"

#include <utility>

namespace chatlab {
namespace {

// A turn of an event loop is never so long: see TurnBudget.
constexpr milliseconds longest_turn{1000};

}  // namespace

// Leaves out the whole gap, since no call reports when in a wait the program was stopped. It is
// better to wait for a peer for too long than to give up on it too early.
TimePoint RunningTime::at(TimePoint system_time) {
  const auto gap = system_time - std::exchange(last_, system_time);
  const bool is_limited = expected_ >= milliseconds(0);
  if (is_limited && gap > expected_ + longest_turn) stopped_ += gap;
  return system_time - stopped_;
}

void RunningTime::end_wait(TimePoint system_time) {
  at(system_time);
  expected_ = milliseconds(0);
}

}  // namespace chatlab
