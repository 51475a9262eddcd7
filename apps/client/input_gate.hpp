// The gate between the keyboard and the server: while it is closed, because the server can't accept
// more, no input is read.
//
// A program that ignores keys seems to hang, so the gate reports the reason after a second.
#pragma once

#include <string>

#include "apps/terminal/console.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class InputGate : private TimerHandler {
 public:
  /// Both must outlive the gate.
  InputGate(TimerQueue& timers, Console& console) : console_(console), patience_(timers, *this) {}

  /// Holds the console. `reason` is text for the user. No effect if the gate is closed already.
  void close(const std::string& reason);

  /// Resumes the console. No effect if the gate is open.
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
