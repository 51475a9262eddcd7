// The running time of a program: the system's time without the time for which the program was
// stopped. Pure.
//
// A breakpoint, SIGSTOP or a sleeping laptop stops a program anywhere, and no call reports it. When
// the program continues, every deadline would have passed at once, although no peer is late. But an
// event loop reads the clock several times per turn. If much more time has passed between two
// readings than the program meant to wait, the program did not run, and that time does not count.
#pragma once

#include "platform/clock.hpp"

namespace chatlab {

class RunningTime {
 public:
  explicit RunningTime(TimePoint system_time) : last_(system_time) {}

  /// Returns the running time at `system_time`, the current time of the system.
  TimePoint at(TimePoint system_time);

  /// The program waits from now until end_wait(), and intends to wait for at most `timeout`;
  /// negative for no limit.
  void begin_wait(milliseconds timeout) { expected_ = timeout; }
  void end_wait(TimePoint system_time);

 private:
  TimePoint last_;              // the system's time at the last reading
  milliseconds expected_ = {};  // the intended wait; 0 outside of waits, negative for no limit
  TimePoint::duration stopped_ = {};  // the sum of the gaps that do not count
};

}  // namespace chatlab
