// The program's clock: the system's time without the gaps in which the program was stopped.
#include "platform/clock.hpp"

#include "platform/running_time.hpp"

namespace chatlab {
namespace {

// One per process, since a process is stopped as a whole.
RunningTime& running_time() {
  static RunningTime instance(system_time());
  return instance;
}

}  // namespace

TimePoint now() {
  return running_time().at(system_time());
}

void begin_wait(milliseconds timeout) {
  running_time().begin_wait(timeout);
}

void end_wait() {
  running_time().end_wait(system_time());
}

}  // namespace chatlab
