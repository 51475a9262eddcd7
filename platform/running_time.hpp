// The time that a program has run: the system's time without the time for which the program was
// stopped. Pure.
//
// A breakpoint, SIGSTOP or a laptop that sleeps stops a program anywhere, and no call reports it.
// When the program continues, every deadline would have passed at once, although no peer is late.
// But an event loop looks at the clock several times per turn. If much more time has passed between
// two looks than the program meant to wait, it did not run, and that time does not count.
#pragma once

#include "platform/clock.hpp"

namespace chatlab {

class RunningTime {
 public:
  explicit RunningTime(TimePoint system_time) : last_(system_time) {}

  /// Returns the time that has counted until now. `system_time` is now.
  TimePoint at(TimePoint system_time);

  /// From now until end_wait() the program waits, and means to do so for at most `timeout`, without
  /// a limit if it is negative.
  void begin_wait(milliseconds timeout) { expected_ = timeout; }
  void end_wait(TimePoint system_time);

 private:
  TimePoint last_;                    // the system's time at the last look
  milliseconds expected_ = {};        // how long the program means to wait; 0 if it does not
  TimePoint::duration stopped_ = {};  // the sum of the gaps that do not count
};

}  // namespace chatlab
