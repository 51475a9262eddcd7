// The trace must not stop the program: standard error is a pipe here whose reader is slow.
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "apps/trace/trace_output.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::trace_output_posix_test {
namespace {

TEST(TraceOutput, WritesAtTheEndOfATurn) {
  TestPipe pipe;
  const Redirection redirection(STDERR_FILENO, pipe.write_end());
  TraceOutput output("");
  output.write_line("one");
  EXPECT_EQ(pipe.read(), "");
  output.end_turn();
  EXPECT_EQ(pipe.read(), "one\n");
}

TEST(TraceOutput, WritesTheRestWhenItEnds) {
  TestPipe pipe;
  const Redirection redirection(STDERR_FILENO, pipe.write_end());
  {
    TraceOutput output("");
    output.write_line("last words");
  }
  EXPECT_EQ(pipe.read(), "last words\n");
}

TEST(TraceOutput, LeavesLinesOutAndCountsThemInsteadOfWaiting) {
  TestPipe pipe;
  pipe.let_writers_wait();  // a write that does not look first would hang here
  const Redirection redirection(STDERR_FILENO, pipe.write_end());
  TraceOutput output("");
  const std::string line(1023, '.');
  for (int i = 0; i < 2000; ++i) {
    output.write_line(line);
    output.end_turn();
  }
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += pipe.read();
    output.end_turn();
  }
  output.write_line("and on");
  output.end_turn();
  text += pipe.read();
  EXPECT_NE(text.find(" lines left out: they could not be written\nand on\n"), std::string::npos)
      << text.substr(text.size() - 200);
}

TEST(TraceOutput, ATraceInAFileIsNoTerminalAndHasNoColors) {
  TestPipe pipe;
  const Redirection redirection(STDERR_FILENO, pipe.write_end());
  EXPECT_FALSE(TraceOutput("").wants_color());
}

TEST(TraceOutput, ColorsAreForTerminalsUnlessNoColorIsSet) {
  TestTerminal terminal;
  const Redirection redirection(STDERR_FILENO, terminal.descriptor());
  ::setenv("TERM", "xterm", 1);
  ::unsetenv("NO_COLOR");
  EXPECT_TRUE(TraceOutput("").wants_color());
  ::setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(TraceOutput("").wants_color());
  ::unsetenv("NO_COLOR");
}

}  // namespace
}  // namespace chatlab::trace_output_posix_test
