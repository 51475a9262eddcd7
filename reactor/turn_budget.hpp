// The turn budget: how much one turn of the reactor may do before it looks at the other handles
// again.
//
// Nothing can interrupt a handler in a reactor, so each handler must stop by itself: cooperative
// multitasking. Work is counted by a fixed price per operation and not by the clock, so that the
// same input leads to the same turns on every machine. Only if a turn lasts much longer than its
// prices tell does the clock end it: see Reactor::has_time().
#pragma once

#include <algorithm>
#include <cstddef>

namespace chatlab {

class TurnBudget {
 public:
  /// The unit is a delivery: appending a short message to a receiver's output, roughly 0.1
  /// microseconds. The prices assume memory that is in no cache and slow receivers; the usual case
  /// may cost a tenth. The default keeps a turn at about 10 milliseconds.
  static constexpr std::size_t ordinary = 100000;

  explicit TurnBudget(std::size_t allowance) : allowance_(allowance) {}

  /// Starts again with nothing spent.
  void renew() {
    most_spent_ = std::max(most_spent_, spent_);
    spent_ = 0;
  }

  /// Charges for decoding and dispatching one request of a client, of `bytes`, each of which is
  /// looked at.
  void charge_request(std::size_t bytes = 0) { spent_ += 16 + bytes / 32; }

  /// Charges for appending `bytes` to the output of one receiver, which borrows them
  /// (shared_output.hpp).
  void charge_delivery(std::size_t bytes) { spent_ += 1 + bytes / 128; }

  /// Charges in addition for `bytes` that are copied to a receiver's own memory. Most of the cost
  /// is that the memory is fresh.
  void charge_copy(std::size_t bytes) { spent_ += bytes / 32; }

  /// Charges for a system call that receives `bytes`, or that moves none.
  void charge_system_call(std::size_t bytes = 0) { spent_ += 32 + bytes / 256; }

  /// Charges for a system call that sends `bytes`: the way through the network stack, and fresh
  /// memory for them in the system. A turn can send fifty short messages to each of a thousand
  /// members: at a higher price, some would wait for the next turn.
  void charge_send(std::size_t bytes) { spent_ += 40 + bytes / 128; }

  std::size_t spent() const { return spent_; }

  /// The most that was spent between two renewals.
  std::size_t most_spent() const { return most_spent_; }
  bool is_used_up() const { return spent_ >= allowance_; }

  /// How much one handler may spend before it waits behind the others. A handler completes at least
  /// one request, even if that costs more.
  std::size_t share() const { return 1 + allowance_ / 8; }

 private:
  std::size_t allowance_;
  std::size_t spent_ = 0;
  std::size_t most_spent_ = 0;
};

}  // namespace chatlab
