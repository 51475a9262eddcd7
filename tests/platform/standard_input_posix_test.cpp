// Standard input as a pipe, a file, a terminal and a closed descriptor.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "platform/standard_input.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::standard_input_posix_test {
namespace {

// The result of one read: `done TEXT`, `would_block` or `closed`.
std::string read_once(StandardInput& input) {
  char buffer[256];
  const IoResult result = input.read(buffer, sizeof buffer);
  switch (result.status) {
    case IoStatus::done:
      return "done " + std::string(buffer, result.bytes);
    case IoStatus::would_block:
      return "would_block";
    case IoStatus::closed:
      return "closed";
    case IoStatus::error:
      return "error";
  }
  return "?";
}

TEST(StandardInputPosix, ReadsAPipeToItsEnd) {
  InputPipe pipe;
  StandardInput input;
  EXPECT_EQ(read_once(input), "would_block");
  EXPECT_FALSE(await_readable(input.handle(), milliseconds(1)));
  ASSERT_TRUE(pipe.write("some"));
  EXPECT_TRUE(await_readable(input.handle()));
  EXPECT_EQ(read_once(input), "done some");
  ASSERT_TRUE(pipe.write("more"));
  pipe.end();
  EXPECT_EQ(read_once(input), "done more");
  EXPECT_TRUE(await_readable(input.handle()));
  EXPECT_EQ(read_once(input), "closed");
}

TEST(StandardInputPosix, EndsAtOnceIfItIsTheNullDevice) {
  const int null = ::open("/dev/null", O_RDONLY);
  const Redirection redirection(STDIN_FILENO, null);
  ::close(null);
  StandardInput input;
  EXPECT_TRUE(await_readable(input.handle()));
  EXPECT_EQ(read_once(input), "closed");
}

TEST(StandardInputPosix, EndsAtOnceIfItCannotBeRead) {
  const int folder = ::open("/", O_RDONLY);
  const Redirection redirection(STDIN_FILENO, folder);
  ::close(folder);
  StandardInput input;
  EXPECT_EQ(read_once(input), "closed");
}

TEST(StandardInputPosix, EndsAtOnceIfItIsClosed) {
  const int null = ::open("/dev/null", O_RDONLY);
  const Redirection redirection(STDIN_FILENO, null);
  ::close(null);
  ::close(STDIN_FILENO);
  StandardInput input;
  EXPECT_EQ(read_once(input), "closed");
}

TEST(StandardInputPosix, KnowsATerminal) {
  TestTerminal terminal;
  const Redirection redirection(STDIN_FILENO, terminal.descriptor());
  StandardInput input;
  EXPECT_TRUE(input.is_terminal());
  terminal.type("typed\n");
  EXPECT_TRUE(await_readable(input.handle()));
  EXPECT_EQ(read_once(input), "done typed\n");
}

// A shell that brings a job to the foreground has just read the command from the same terminal,
// which may have been readable for the job, too.
TEST(StandardInputPosix, DoesNotWaitIfAnotherProgramHasReadTheTerminal) {
  TestTerminal terminal;
  const Redirection redirection(STDIN_FILENO, terminal.descriptor());
  StandardInput input;
  terminal.type("fg\n");
  ASSERT_TRUE(await_readable(input.handle()));
  char shell[8];
  ASSERT_EQ(::read(terminal.descriptor(), shell, sizeof shell), 3);
  EXPECT_EQ(read_once(input), "would_block");
}

}  // namespace
}  // namespace chatlab::standard_input_posix_test
