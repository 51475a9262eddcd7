// Interrupts waits by a repeated signal, to test EINTR. POSIX only.
#pragma once

#include <signal.h>
#include <sys/time.h>

#include <chrono>

namespace chatlab {

/// Raises SIGALRM after each `interval`, of less than a second, so that one arrives during a wait,
/// or during a call that does not wait if the interval is short. The handler only counts.
class Interruption {
 public:
  explicit Interruption(std::chrono::microseconds interval = std::chrono::milliseconds(20)) {
    count_ = 0;
    struct sigaction action = {};
    action.sa_handler = [](int) { count_ = count_ + 1; };
    sigaction(SIGALRM, &action, &before_);
    const timeval each = {0, static_cast<suseconds_t>(interval.count())};
    const itimerval often = {each, each};
    setitimer(ITIMER_REAL, &often, nullptr);
  }
  ~Interruption() {
    const itimerval never = {};
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// How many signals have arrived.
  int count() const { return count_; }

 private:
  static inline volatile sig_atomic_t count_ = 0;

  struct sigaction before_ = {};
};

}  // namespace chatlab
