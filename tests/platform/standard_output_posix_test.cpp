// Standard output as a pipe that fills up, and one that nobody reads.
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "platform/standard_output.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab {
namespace {

// Nothing may be expected while standard output is away: what GoogleTest says would go there too.

TEST(StandardOutputPosix, WritesToAPipe) {
  TestPipe pipe;
  IoResult result;
  {
    const Redirection redirection(STDOUT_FILENO, pipe.write_end());
    result = write_standard_output("a line\n", 7);
  }
  EXPECT_EQ(result.status, IoStatus::done);
  EXPECT_EQ(result.bytes, 7u);
  EXPECT_EQ(pipe.read(), "a line\n");
}

TEST(StandardOutputPosix, TakesWhatAPipeHasRoomForAndThenSaysSo) {
  TestPipe pipe;
  pipe.let_writers_wait();
  const std::string bytes = pattern(4 * 1024 * 1024);
  std::size_t written = 0;
  IoResult result;
  {
    const Redirection redirection(STDOUT_FILENO, pipe.write_end());
    while (written < bytes.size()) {
      result = write_standard_output(bytes.data() + written, bytes.size() - written);
      if (result.status != IoStatus::done) break;
      written += result.bytes;
    }
  }
  EXPECT_EQ(result.status, IoStatus::would_block);
  EXPECT_EQ(pipe.read(), bytes.substr(0, written));
}

TEST(StandardOutputPosix, SaysThatNobodyReadsAnyMore) {
  TestPipe pipe;
  pipe.close_read_end();
  IoResult result;
  {
    const Redirection redirection(STDOUT_FILENO, pipe.write_end());
    result = write_standard_output("a line\n", 7);
  }
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_EQ(result.error, std::errc::broken_pipe);
}

TEST(StandardOutputPosix, WritesAllOfAnError) {
  TestPipe pipe;
  {
    const Redirection redirection(STDERR_FILENO, pipe.write_end());
    write_standard_error("went wrong\n", 11);
  }
  EXPECT_EQ(pipe.read(), "went wrong\n");
}

}  // namespace
}  // namespace chatlab
