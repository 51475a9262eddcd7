// Holds the console while the gate is closed, and reports the reason after a second.
#include "apps/client/input_gate.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_notice{1000};

}  // namespace

void InputGate::close(const std::string& reason) {
  if (is_closed_) return;
  is_closed_ = true;
  reason_ = reason;
  console_.hold(true);
  if (console_.is_interactive()) patience_.start(time_to_notice);
}

void InputGate::open() {
  if (!is_closed_) return;
  is_closed_ = false;
  patience_.stop();
  console_.hold(false);
}

void InputGate::on_timer(Timer&) {
  console_.report("chat-client: " + reason_);
}

}  // namespace chatlab
