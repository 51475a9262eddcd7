// A signal that arrives while the program asks whether it may read or write: the question is not
// answered then, and the program must not wait. POSIX only. signal(7), poll(2)
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <functional>
#include <string>

#include "platform/clock.hpp"
#include "platform/standard_input.hpp"
#include "platform/standard_output.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::interrupted_posix_test {
namespace {

volatile sig_atomic_t signals = 0;

extern "C" void count_signal(int) {
  signals = signals + 1;
}

// While an object of this class lives, the process receives a signal every few microseconds. It
// ends calls that wait (no SA_RESTART).
class SignalStorm {
 public:
  SignalStorm() {
    struct sigaction action = {};
    action.sa_handler = count_signal;
    sigaction(SIGALRM, &action, &before_);
    const itimerval often = {{0, 20}, {0, 20}};
    setitimer(ITIMER_REAL, &often, nullptr);
  }
  ~SignalStorm() {
    const itimerval never = {};
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }
  SignalStorm(const SignalStorm&) = delete;
  SignalStorm& operator=(const SignalStorm&) = delete;

 private:
  struct sigaction before_ = {};
};

// An empty pipe whose ends wait.
class WaitingPipe {
 public:
  WaitingPipe() { EXPECT_EQ(::pipe(ends.data()), 0); }
  ~WaitingPipe() {
    for (const int end : ends) ::close(end);
  }
  WaitingPipe(const WaitingPipe&) = delete;
  WaitingPipe& operator=(const WaitingPipe&) = delete;

  std::array<int, 2> ends = {-1, -1};
};

// Calls `call` during some thousand signals. Returns how many of the calls were interrupted while
// they waited.
int count_interrupted(const std::function<IoResult()>& call) {
  int interrupted = 0;
  signals = 0;
  const SignalStorm storm;
  const TimePoint deadline = system_time() + std::chrono::seconds(10);
  while (signals < 5000 && system_time() < deadline) {
    const IoResult result = call();
    EXPECT_EQ(result.status, IoStatus::would_block);
    if (result.error == std::errc::interrupted) ++interrupted;
  }
  EXPECT_GE(signals, 1000) << "this machine is too slow for the test";
  return interrupted;
}

TEST(Interrupted, ReadingFromStandardInputDoesNotWait) {
  const WaitingPipe pipe;
  const Redirection redirection(STDIN_FILENO, pipe.ends[0]);
  StandardInput input;
  char buffer[64];
  EXPECT_EQ(count_interrupted([&] { return input.read(buffer, sizeof buffer); }), 0);
}

TEST(Interrupted, WritingToStandardErrorDoesNotWait) {
  const WaitingPipe pipe;
  const Redirection redirection(STDERR_FILENO, pipe.ends[1]);
  StandardOutput output(StandardOutput::Stream::error);
  const std::string bytes(4096, 'x');
  while (output.write(bytes.data(), bytes.size()).status == IoStatus::done) continue;
  EXPECT_EQ(count_interrupted([&] { return output.write(bytes.data(), bytes.size()); }), 0);
}

}  // namespace
}  // namespace chatlab::interrupted_posix_test
