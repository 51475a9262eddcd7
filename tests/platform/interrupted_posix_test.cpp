// A signal that arrives while the program asks whether it may read or write: the question is not
// answered then, and the program must not wait. POSIX only. signal(7), poll(2)
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>

#include "platform/clock.hpp"
#include "platform/standard_input.hpp"
#include "platform/standard_output.hpp"
#include "tests/support/interrupt_posix.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::interrupted_posix_test {
namespace {

// Calls `call` during some thousand signals. Returns how many of the calls were interrupted while
// they waited.
int count_interrupted(const std::function<IoResult()>& call) {
  int interrupted = 0;
  const Interruption signals(std::chrono::microseconds(20));
  const TimePoint deadline = system_time() + std::chrono::seconds(10);
  while (signals.count() < 5000 && system_time() < deadline) {
    const IoResult result = call();
    EXPECT_EQ(result.status, IoStatus::would_block);
    if (result.error == std::errc::interrupted) ++interrupted;
  }
  EXPECT_GE(signals.count(), 1000) << "this machine is too slow for the test";
  return interrupted;
}

TEST(Interrupted, ReadingFromStandardInputDoesNotWait) {
  TestPipe pipe;
  pipe.let_readers_wait();
  const Redirection redirection(STDIN_FILENO, pipe.read_end());
  StandardInput input;
  char buffer[64];
  EXPECT_EQ(count_interrupted([&] { return input.read(buffer, sizeof buffer); }), 0);
}

TEST(Interrupted, WritingToStandardErrorDoesNotWait) {
  TestPipe pipe;
  pipe.let_writers_wait();
  const Redirection redirection(STDERR_FILENO, pipe.write_end());
  StandardOutput output(StandardOutput::Stream::error);
  const std::string bytes(4096, 'x');
  while (output.write(bytes.data(), bytes.size()).status == IoStatus::done) continue;
  EXPECT_EQ(count_interrupted([&] { return output.write(bytes.data(), bytes.size()); }), 0);
}

}  // namespace
}  // namespace chatlab::interrupted_posix_test
