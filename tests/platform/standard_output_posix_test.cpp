// Standard output as a pipe, a terminal, a socket and a full disk: no write ever waits.
#include "platform/standard_output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "tests/support/loopback.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::standard_output_posix_test {
namespace {

// No EXPECT while standard output is replaced: GoogleTest would write its messages there, too.

IoResult write_to(int descriptor, const std::string& text) {
  const Redirection redirection(STDOUT_FILENO, descriptor);
  StandardOutput output;
  return output.write(text.data(), text.size());
}

// Writes until the descriptor accepts no more. Returns what was written; `last` is the result of
// the last write.
std::string fill(int descriptor, IoResult& last) {
  const std::string bytes = pattern(4 * 1024 * 1024);
  std::size_t written = 0;
  const Redirection redirection(STDOUT_FILENO, descriptor);
  StandardOutput output;
  while (written < bytes.size()) {
    last = output.write(bytes.data() + written, bytes.size() - written);
    if (last.status != IoStatus::done) break;
    written += last.bytes;
  }
  return bytes.substr(0, written);
}

// The system moves the bytes on to the reader's end, which makes room again.
void fill_for_good(int terminal) {
  IoResult last;
  while (!fill(terminal, last).empty()) ::poll(nullptr, 0, 20);
}

bool is_non_blocking(int descriptor) {
  return (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0;
}

// A write that waits would wait for ever, so an alarm ends the test.
class StandardOutputPosix : public testing::Test {
 protected:
  StandardOutputPosix() { ::alarm(30); }
  ~StandardOutputPosix() override { ::alarm(0); }
};

TEST_F(StandardOutputPosix, WritesToAPipe) {
  TestPipe pipe;
  const IoResult result = write_to(pipe.write_end(), "a line\n");
  EXPECT_EQ(result.status, IoStatus::done);
  EXPECT_EQ(result.bytes, 7u);
  EXPECT_EQ(pipe.read(), "a line\n");
}

TEST_F(StandardOutputPosix, WritesWhatAPipeHasRoomForAndThenSaysSo) {
  TestPipe pipe;
  pipe.let_writers_wait();
  IoResult last;
  const std::string written = fill(pipe.write_end(), last);
  EXPECT_EQ(last.status, IoStatus::would_block);
  EXPECT_EQ(pipe.read(), written);
}

TEST_F(StandardOutputPosix, WritesWhatATerminalHasRoomForAndThenSaysSo) {
  TestTerminal terminal;
  IoResult last;
  const std::string written = fill(terminal.descriptor(), last);
  EXPECT_EQ(last.status, IoStatus::would_block);
  EXPECT_GT(written.size(), 0u);
  EXPECT_LT(written.size(), 1024u * 1024u);
  EXPECT_EQ(terminal.read_screen().substr(0, 80), written.substr(0, 80));
}

// The shell and its other programs share the description, and don't expect it to change.
TEST_F(StandardOutputPosix, LeavesTheTerminalOfTheShellBlocking) {
  TestTerminal terminal;
  bool was_changed = false;
  {
    const Redirection redirection(STDOUT_FILENO, terminal.descriptor());
    StandardOutput output;
    output.write("a line\n", 7);
    was_changed = is_non_blocking(STDOUT_FILENO);
  }
  EXPECT_FALSE(was_changed);
  EXPECT_EQ(terminal.read_screen(), "a line\r\n");
}

// As after su(1): another user's terminal can't be opened again.
TEST_F(StandardOutputPosix, WritesToATerminalOfAnotherUserWithoutWaiting) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become another user";
  TestTerminal terminal;
  ASSERT_EQ(::fchmod(terminal.descriptor(), 0600), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setuid(65534) != 0) ::_exit(3);
    ::dup2(terminal.descriptor(), STDOUT_FILENO);
    IoResult last;
    const std::string written = fill(STDOUT_FILENO, last);
    if (is_non_blocking(STDOUT_FILENO)) ::_exit(2);
    ::_exit(!written.empty() && last.status == IoStatus::would_block ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(StandardOutputPosix, WritesWhatASocketHasRoomForAndThenSaysSo) {
  int ends[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  IoResult last;
  const std::string written = fill(ends[0], last);
  EXPECT_EQ(last.status, IoStatus::would_block);
  EXPECT_GT(written.size(), 0u);
  ::close(ends[1]);
  EXPECT_EQ(write_to(ends[0], "lost").error, std::errc::broken_pipe);
  ::close(ends[0]);
}

TEST_F(StandardOutputPosix, ReportsThatThereIsNoReaderAnyMore) {
  TestPipe pipe;
  pipe.close_read_end();
  const IoResult result = write_to(pipe.write_end(), "a line\n");
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_EQ(result.error, std::errc::broken_pipe);
}

TEST_F(StandardOutputPosix, ReportsThatADiskIsFull) {
  const int full = ::open("/dev/full", O_WRONLY);
  if (full < 0) GTEST_SKIP() << "this system has no /dev/full";
  const IoResult result = write_to(full, "a line\n");
  ::close(full);
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_EQ(result.error, std::errc::no_space_on_device);
}

TEST_F(StandardOutputPosix, WritesAllOfAFinalMessageToStandardError) {
  TestPipe pipe;
  bool all = false;
  {
    const Redirection redirection(STDERR_FILENO, pipe.write_end());
    StandardOutput errors(StandardOutput::Stream::error);
    all = errors.write_all("went wrong\n", 11, patience);
  }
  EXPECT_TRUE(all);
  EXPECT_EQ(pipe.read(), "went wrong\n");
}

TEST_F(StandardOutputPosix, GivesUpAFinalMessageThatIsNotRead) {
  TestTerminal terminal;
  fill_for_good(terminal.descriptor());
  bool all = true;
  {
    const Redirection redirection(STDERR_FILENO, terminal.descriptor());
    StandardOutput errors(StandardOutput::Stream::error);
    all = errors.write_all("went wrong\n", 11, milliseconds(20));
  }
  EXPECT_FALSE(all);
}

}  // namespace
}  // namespace chatlab::standard_output_posix_test
