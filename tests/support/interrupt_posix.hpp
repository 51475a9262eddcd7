// Interrupts waits by a repeated signal, to test EINTR. POSIX only.
#pragma once

#include <signal.h>
#include <sys/time.h>

namespace chatlab {

/// Raises SIGALRM repeatedly from 20 ms on, with an empty handler, so that one arrives during a
/// wait.
class Interruption {
 public:
  Interruption() {
    struct sigaction action = {};
    action.sa_handler = [](int) {};
    sigaction(SIGALRM, &action, &before_);
    const itimerval often = {{0, 20000}, {0, 20000}};
    setitimer(ITIMER_REAL, &often, nullptr);
  }
  ~Interruption() {
    const itimerval never = {};
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  struct sigaction before_ = {};
};

}  // namespace chatlab
