// How much one turn of the reactor may do before it looks at the other handles again.
//
// Nothing can interrupt a handler in a reactor, so each must stop by itself: cooperative
// multitasking. What it does is counted by what it costs, and not by the clock: the same input
// leads to the same turns on every machine, and in a debugger.
#pragma once

#include <algorithm>
#include <cstddef>

namespace chatlab {

class TurnBudget {
 public:
  /// The unit is a delivery: appending a short message to an output buffer, roughly 0.1
  /// microseconds. The default keeps a turn at about 10 milliseconds.
  static constexpr std::size_t ordinary = 100000;

  explicit TurnBudget(std::size_t allowance) : allowance_(allowance) {}

  /// Nothing is spent any more.
  void renew() {
    most_spent_ = std::max(most_spent_, spent_);
    spent_ = 0;
  }

  /// A request of a client is decoded and dispatched, whatever comes of it.
  void charge_request() { spent_ += 16; }

  /// `bytes` are appended to the output of one receiver. Fresh memory is what costs.
  void charge_delivery(std::size_t bytes) { spent_ += 1 + bytes / 128; }

  /// A system call that moves `bytes`: tens of times the price of a delivery, mostly for the way
  /// through the network stack.
  void charge_system_call(std::size_t bytes = 0) { spent_ += 32 + bytes / 256; }

  std::size_t spent() const { return spent_; }

  /// The most that was spent between two renewals.
  std::size_t most_spent() const { return most_spent_; }
  bool is_used_up() const { return spent_ >= allowance_; }

  /// How much one handler may spend before it stands in line behind the others. One request is
  /// the least: it is completed even if it costs more.
  std::size_t share() const { return 1 + allowance_ / 8; }

 private:
  std::size_t allowance_;
  std::size_t spent_ = 0;
  std::size_t most_spent_ = 0;
};

}  // namespace chatlab
