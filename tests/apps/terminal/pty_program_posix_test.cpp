// The stand-in for a user at a terminal, tested with programs that every system has.
#include "tests/support/pty_program_posix.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include <string>

#include "tests/support/keys.hpp"

namespace chatlab::pty_program_posix_test {
namespace {

TEST(PtyProgramPosix, ShowsWhatIsTypedAndWhatTheProgramWrites) {
  PtyProgram cat({"/bin/cat"}, 5, 20);
  cat.type("hello\r");
  EXPECT_TRUE(cat.wait_for_screen("hello\nhello")) << cat.screen().text();
  EXPECT_FALSE(cat.screen().saw_escape());
}

TEST(PtyProgramPosix, TellsTheExitStatus) {
  PtyProgram shell({"sh", "-c", "echo bye; exit 3"}, 5, 20);
  EXPECT_EQ(shell.wait_exit(), 3);
  EXPECT_TRUE(shell.wait_for_screen("bye")) << shell.screen().text();
  EXPECT_EQ(PtyProgram({"/no/such/program"}, 5, 20).wait_exit(), 127);
}

TEST(PtyProgramPosix, EndsTheInputWithCtrlD) {
  PtyProgram cat({"/bin/cat"}, 5, 20);
  cat.type(keys::ctrl_d);
  EXPECT_EQ(cat.wait_exit(), 0);
}

TEST(PtyProgramPosix, InterruptsWithCtrlC) {
  PtyProgram shell({"sh", "-c", "echo ready; exec cat"}, 5, 20);
  ASSERT_TRUE(shell.wait_for_screen("ready"));
  shell.type(keys::ctrl_c);
  EXPECT_EQ(shell.wait_exit(), 128 + SIGINT);
}

TEST(PtyProgramPosix, SendsSignals) {
  PtyProgram cat({"/bin/cat"}, 5, 20);
  EXPECT_EQ(cat.wait_exit(milliseconds(0)), -1);
  cat.signal(SIGTERM);
  EXPECT_EQ(cat.wait_exit(), 128 + SIGTERM);
}

TEST(PtyProgramPosix, SetsTheEnvironment) {
  PtyProgram shell({"sh", "-c", "echo $TERM $WORD $NO_COLOR."}, 5, 40, {"WORD=a word"});
  EXPECT_TRUE(shell.wait_for_screen("xterm a word .")) << shell.screen().text();
  PtyProgram dumb({"sh", "-c", "echo $TERM."}, 5, 40, {"TERM=dumb"});
  EXPECT_TRUE(dumb.wait_for_screen("dumb.")) << dumb.screen().text();
}

TEST(PtyProgramPosix, TellsTheProgramTheSizeOfTheWindow) {
  PtyProgram shell({"sh", "-c", "trap 'stty size' WINCH; stty size; while :; do read x; done"}, 5,
                   20);
  EXPECT_TRUE(shell.wait_for_screen("5 20")) << shell.screen().text();
  shell.resize(7, 30);
  shell.type("\r");  // some shells run the trap only once the read is over
  EXPECT_TRUE(shell.wait_for_screen("7 30")) << shell.screen().text();
  EXPECT_EQ(shell.screen().columns(), 30u);
}

TEST(PtyProgramPosix, TellsTheModesOfTheTerminalAlsoAfterTheEnd) {
  PtyProgram shell({"sh", "-c", "read x; stty raw; echo raw; read x"}, 5, 20);
  const std::string before = shell.stty();
  shell.type("\r");
  ASSERT_TRUE(shell.wait_for_screen("raw")) << shell.screen().text();
  EXPECT_NE(shell.stty(), before);
  shell.signal(SIGKILL);
  EXPECT_EQ(shell.wait_exit(), 128 + SIGKILL);
  EXPECT_NE(shell.stty(), before);
}

TEST(PtyProgramPosix, TypesMoreThanTheTerminalHasRoomFor) {
  PtyProgram cat({"sh", "-c", "stty -echo; echo ready; cat | wc -l"}, 5, 20);
  ASSERT_TRUE(cat.wait_for_screen("ready"));
  std::string lines;
  for (int line = 0; line < 20000; ++line) lines += "a line of some length\r";
  cat.type(lines + keys::ctrl_d);
  EXPECT_TRUE(cat.wait_for_screen("20000")) << cat.screen().text();
}

// An interactive shell suspends a program and continues it.
TEST(PtyProgramPosix, SuspendsAProgramOfAShell) {
  PtyProgram shell({"sh", "-i"}, 10, 40, {"PS1=ready> ", "ENV="});
  ASSERT_TRUE(shell.wait_for_screen("ready>")) << shell.screen().text();
  shell.type("cat\rone\r");
  ASSERT_TRUE(shell.wait_for_screen("one\none")) << shell.screen().text();
  shell.type(keys::ctrl_z);
  const auto is_ready = [](const Screen& screen) {
    return screen.row(screen.cursor_row()) == "ready>";
  };
  ASSERT_TRUE(shell.wait_for_screen(is_ready)) << shell.screen().text();
  shell.type("fg\r");
  ASSERT_TRUE(shell.wait_for_screen("fg\ncat")) << shell.screen().text();
  shell.type("two\r");
  EXPECT_TRUE(shell.wait_for_screen("two\ntwo")) << shell.screen().text();
}

TEST(PtyProgramPosix, GivesUpAfterAWhile) {
  PtyProgram cat({"/bin/cat"}, 5, 20);
  EXPECT_FALSE(cat.wait_for_screen("never", milliseconds(20)));
}

}  // namespace
}  // namespace chatlab::pty_program_posix_test
