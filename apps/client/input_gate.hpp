// The gate between the person and the server: while the server can't take more, nothing is read
// from the keyboard.
//
// Keys that do nothing look like a program that hangs, so after a second the person is told why.
#pragma once

#include <string>

#include "apps/terminal/console.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class InputGate : private TimerHandler {
 public:
  /// Both must outlive the gate.
  InputGate(TimerQueue& timers, Console& console) : console_(console), patience_(timers, *this) {}

  /// Holds the console. `reason` is for the person. No effect if the gate is closed already.
  void close(const std::string& reason);

  /// Lets the console go on. No effect if the gate is open.
  void open();

 private:
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "notice that input waits"; }

  Console& console_;
  Timer patience_;
  std::string reason_;
  bool is_closed_ = false;
};

}  // namespace chatlab
