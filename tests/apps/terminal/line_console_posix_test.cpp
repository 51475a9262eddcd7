// The console for scripts, with a pipe as standard input.
#include "apps/terminal/line_console.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/redirect_posix.hpp"

namespace chatlab::line_console_posix_test {
namespace {

constexpr std::size_t max_line = 20;

// Records what the console delivers: `[LINE]`, `<SIZE>` for a line that is too long, `$` for the
// end.
class Transcript : public ConsoleListener {
 public:
  void on_line(std::string_view line) override {
    text += "[" + std::string(line) + "]";
    if (when_line) when_line(line);
  }
  void on_line_too_long(std::size_t size) override {
    text += "<" + std::to_string(size) + ">";
    if (when_too_long) when_too_long();
  }
  void on_end_of_input() override { text += "$"; }

  std::string text;
  std::function<void(std::string_view)> when_line;
  std::function<void()> when_too_long;
};

class LineConsolePosix : public WithReactor {
 protected:
  // What is typed reaches the console in one read of its own.
  void type(std::string_view bytes) {
    EXPECT_TRUE(pipe.write(bytes));
    turn_until_quiet(reactor);
  }

  void end_of_input() {
    pipe.end();
    turn_until_quiet(reactor);
  }

  InputPipe pipe;
  StandardInput input;
  Transcript transcript;
  LineConsole console{reactor, input, transcript, max_line};
};

// ------------------------------------------------------------------------------------------- lines

TEST_F(LineConsolePosix, DeliversALineOnceItsNewlineComes) {
  type("hel");
  type("lo");
  EXPECT_EQ(transcript.text, "");
  type("\nnext");
  EXPECT_EQ(transcript.text, "[hello]");
  type("\n");
  EXPECT_EQ(transcript.text, "[hello][next]");
}

TEST_F(LineConsolePosix, DeliversALastLineWithoutANewline) {
  type("one\nlast");
  end_of_input();
  EXPECT_EQ(transcript.text, "[one][last]$");
}

TEST_F(LineConsolePosix, TellsTheEndOfInputOnce) {
  end_of_input();
  EXPECT_EQ(transcript.text, "$");
  EXPECT_EQ(reactor.handler_count(), 0u);
  turn_until_quiet(reactor);
  EXPECT_EQ(transcript.text, "$");
}

TEST_F(LineConsolePosix, DeliversManyLinesOfOneReadAndTheirEnd) {
  std::string typed;
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    typed += std::to_string(i) + "\n";
    expected += "[" + std::to_string(i) + "]";
  }
  ASSERT_TRUE(pipe.write(typed));
  pipe.end();
  EXPECT_TRUE(turn_until(reactor, [&] { return reactor.handler_count() == 0; }));
  EXPECT_EQ(transcript.text, expected + "$");
}

// ---------------------------------------------------------------------------------- lines too long

TEST_F(LineConsolePosix, ReportsTheWholeSizeOfALineThatCameInManyReads) {
  type("before\n" + std::string(15, 'x'));
  for (int i = 0; i < 3; ++i) type(std::string(1000, 'x'));
  EXPECT_EQ(transcript.text, "[before]") << "its size is not known yet";
  type(std::string(5, 'x') + "\nafter\n");
  EXPECT_EQ(transcript.text, "[before]<3020>[after]");
}

// ------------------------------------------------------------------------------------------- hold

TEST_F(LineConsolePosix, LeavesTheInputAloneWhileHeld) {
  console.hold(true);
  type("one\ntwo\n");
  EXPECT_EQ(transcript.text, "");
  EXPECT_TRUE(await_readable(input.handle(), milliseconds(1))) << "it should still be in the pipe";
  console.hold(false);
  turn_until_quiet(reactor);
  EXPECT_EQ(transcript.text, "[one][two]");
}

TEST_F(LineConsolePosix, HeldInTheMiddleOfAReadItKeepsTheRestForLater) {
  transcript.when_line = [&](std::string_view line) { console.hold(line == "one"); };
  type("one\ntwo\nthr");
  EXPECT_EQ(transcript.text, "[one]");
  type("ee\n");
  EXPECT_EQ(transcript.text, "[one]");
  console.hold(false);
  turn_until_quiet(reactor);
  EXPECT_EQ(transcript.text, "[one][two][three]");
}

TEST_F(LineConsolePosix, HeldAfterEveryLineItDeliversEveryLine) {
  transcript.when_line = [&](std::string_view) { console.hold(true); };
  ASSERT_TRUE(pipe.write("one\ntwo\nthree\nfour"));
  pipe.end();
  EXPECT_TRUE(turn_until(reactor, [&] {
    console.hold(false);
    return reactor.handler_count() == 0;
  }));
  EXPECT_EQ(transcript.text, "[one][two][three][four]$");
}

TEST_F(LineConsolePosix, HeldItTellsTheEndOfInputLater) {
  type("one\ntw");
  console.hold(true);
  pipe.write("o\n");
  end_of_input();
  EXPECT_EQ(transcript.text, "[one]");
  console.hold(false);
  turn_until_quiet(reactor);
  EXPECT_EQ(transcript.text, "[one][two]$");
}

// The end may be read before the lines that were kept are delivered.
TEST_F(LineConsolePosix, HeldWithTheLastLinesKeptItAddsNone) {
  transcript.when_line = [&](std::string_view line) { console.hold(line == "one"); };
  type("one\ntwo\n");
  pipe.end();
  console.hold(false);
  turn_until_quiet(reactor);
  EXPECT_EQ(transcript.text, "[one][two]$");
}

TEST_F(LineConsolePosix, HeldByALineTooLongItKeepsTheRestForLater) {
  transcript.when_too_long = [&] { console.hold(true); };
  type(std::string(100, 'x'));
  type("\nnext\n");
  EXPECT_EQ(transcript.text, "<100>");
  console.hold(false);
  turn_until_quiet(reactor);
  EXPECT_EQ(transcript.text, "<100>[next]");
}

TEST_F(LineConsolePosix, HeldItIsNoBusyLoop) {
  console.hold(true);
  ASSERT_TRUE(pipe.write("waiting\n"));
  pipe.end();
  EXPECT_TRUE(sleeps(reactor));
}

// ------------------------------------------------------------------------------------------- stop

TEST_F(LineConsolePosix, StoppedItDeliversNothingMore) {
  transcript.when_line = [&](std::string_view) { console.stop(); };
  type("one\ntwo\n");
  EXPECT_EQ(transcript.text, "[one]");
  EXPECT_EQ(reactor.handler_count(), 0u);
  console.hold(true);
  console.hold(false);
  end_of_input();
  EXPECT_EQ(transcript.text, "[one]");
}

TEST_F(LineConsolePosix, StoppedByALineTooLongItDeliversNothingMore) {
  transcript.when_too_long = [&] { console.stop(); };
  type(std::string(100, 'x'));
  type("\nnext\n");
  end_of_input();
  EXPECT_EQ(transcript.text, "<100>");
}

// ------------------------------------------------------------------------------------ other inputs

TEST(LineConsoleInputPosix, TheNullDeviceEndsAtOnce) {
  const int null = ::open("/dev/null", O_RDONLY);
  const Redirection redirection(STDIN_FILENO, null);
  ::close(null);
  Reactor reactor(make_demultiplexer("poll"));
  StandardInput input;
  Transcript transcript;
  LineConsole console(reactor, input, transcript, max_line);
  EXPECT_TRUE(turn_until(reactor, [&] { return reactor.handler_count() == 0; }));
  EXPECT_EQ(transcript.text, "$");
}

TEST(LineConsoleInputPosix, AFileIsReadToItsEnd) {
  char path[] = "/tmp/console-test-XXXXXX";
  const int file = ::mkstemp(path);
  ASSERT_GE(file, 0);
  ::unlink(path);
  EXPECT_EQ(::write(file, "one\ntwo", 7), 7);
  EXPECT_EQ(::lseek(file, 0, SEEK_SET), 0);
  const Redirection redirection(STDIN_FILENO, file);
  ::close(file);
  Reactor reactor(make_demultiplexer("select"));
  StandardInput input;
  Transcript transcript;
  LineConsole console(reactor, input, transcript, max_line);
  EXPECT_TRUE(turn_until(reactor, [&] { return reactor.handler_count() == 0; }));
  EXPECT_EQ(transcript.text, "[one][two]$");
}

}  // namespace
}  // namespace chatlab::line_console_posix_test
