// The client at a terminal: pastes, completion, job control, and a server that accepts nothing.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/keys.hpp"
#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab::terminal_paste_posix_test {
namespace {

class PersonAtTerminal : public TerminalPosix {
 protected:
  std::vector<std::string> client_command() const {
    return {program_path("chat-client"), "--name=Ann", "127.0.0.1",
            std::to_string(place("framed").port())};
  }

  std::string command_line() const {
    std::string line;
    for (const std::string& word : client_command()) line += word + ' ';
    return line;
  }

  PtyProgram& sit_down() {
    PtyProgram& ann = open_terminal(client_command());
    EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
    EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
    return ann;
  }

  // A shell, and the command that starts it.
  PtyProgram& open_shell(const std::string& shell) {
    std::vector<std::string> command = {shell, "-i"};
    if (shell == "bash") command = {shell, "--norc", "--noprofile", "--noediting", "-i"};
    PtyProgram& terminal = open_terminal(command, {"PS1=ready> ", "ENV="});
    EXPECT_TRUE(has_prompt(terminal, "ready>", 7));
    return terminal;
  }

  std::string said(const std::string& text) const { return wat.dialect->said("Ann", text); }

  static std::string lines(int count) {
    std::string text;
    for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + '\n';
    return text;
  }

  // What Wat hears when Ann says these lines.
  std::string all_said(int count) const {
    std::string expected;
    for (int i = 1; i <= count; ++i) expected += said("line " + std::to_string(i));
    return expected;
  }

  ChildProcess& server = start_server({"framed"});
  const Person wat = join("framed", "Wat");
};

// ----------------------------------------------------------------------------------------- pastes

using PasteAtTerminal = PersonAtTerminal;

TEST_F(PasteAtTerminal, OfOneLineIsTypedText) {
  PtyProgram& ann = sit_down();
  ann.type("say " + keys::pasted("a\tb") + "!");
  ASSERT_TRUE(has_prompt(ann, "Ann > say a b!", 14));
  ann.type("\r");
  EXPECT_TRUE(hears(wat, said("say a\tb!")));
}

TEST_F(PasteAtTerminal, OfAFewLinesIsAsManyMessages) {
  PtyProgram& ann = sit_down();
  ann.type("a " + keys::pasted(lines(20) + "rest"));
  EXPECT_TRUE(hears(wat, said("a line 1") + all_said(20).substr(said("line 1").size())));
  EXPECT_TRUE(has_prompt(ann, "Ann > rest", 10));
}

TEST_F(PasteAtTerminal, OfManyLinesIsAskedAboutAndSentAfterYes) {
  PtyProgram& ann = sit_down();
  ann.type(keys::pasted(lines(21)));
  ASSERT_TRUE(has_prompt(ann, "Send 21 lines? (y/n)", 21));
  wat.say("meanwhile");
  EXPECT_TRUE(sees(ann, "Wat > meanwhile\nSend 21 lines?"));
  ann.type("y");
  EXPECT_TRUE(hears(wat, all_said(21)));
  EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
}

TEST_F(PasteAtTerminal, OfManyLinesIsForgottenAfterNo) {
  PtyProgram& ann = sit_down();
  ann.type("half a li" + keys::pasted(lines(500)));
  ASSERT_TRUE(has_prompt(ann, "Send 500 lines? (y/n)", 22));
  ann.type("n");
  EXPECT_TRUE(sees(ann, "500 pasted lines were not sent"));
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15)) << "what was typed before is kept";
  ann.type("ne\r");
  EXPECT_TRUE(hears(wat, said("half a line"))) << "and nothing before";
}

TEST_F(PasteAtTerminal, StopsAtALineThatIsTooLong) {
  PtyProgram& ann = sit_down();
  ann.type(keys::pasted("first\n" + std::string(70000, 'x') + "\nsecond\nthird\n"));
  EXPECT_TRUE(hears(wat, said("first")));
  EXPECT_TRUE(sees(ann, "not sent: a line of 70000 bytes"));
  EXPECT_TRUE(sees(ann, "2 pasted lines were not sent"));
  ann.type(keys::ctrl_u + "last\r");
  EXPECT_TRUE(hears(wat, said("last")));
}

TEST_F(PasteAtTerminal, ThatSaysQuitLeavesAndSaysWhatWasNotSent) {
  PtyProgram& ann = sit_down();
  ann.type(keys::pasted("one\n/quit\ntwo\nthree\n"));
  EXPECT_TRUE(hears(wat, said("one") + wat.dialect->left("Ann")));
  EXPECT_TRUE(ends(ann, 0));
  EXPECT_TRUE(sees(ann, "2 pasted lines were not sent"));
}

// The rest of a paste must not reach the shell, which would run it: whether or not the terminal
// marks what is pasted.
TEST_F(PasteAtTerminal, ThatOutlivesTheClientIsNotRunByTheShell) {
  const std::string trap = testing::TempDir() + "chatlab_trap_" + std::to_string(::getpid());
  std::string paste;
  for (int i = 0; i < 1000; ++i) paste += "touch " + trap + '\r';
  for (const std::string& keys : {paste, "\33[200~" + paste + "\33[201~"}) {
    PtyProgram& shell = open_shell("sh");
    shell.type(command_line() + "\r");
    ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
    ASSERT_TRUE(hears(wat, wat.dialect->joined("Ann")));
    server.write("/ban Ann\n");
    shell.type(keys);
    EXPECT_TRUE(has_prompt(shell, "ready>", 7));
    EXPECT_TRUE(sees(shell, "Connection closed by the Server"));
    shell.type("echo all $((6 * 7))\r");
    EXPECT_TRUE(sees(shell, "all 42\n"));
    EXPECT_FALSE(std::ifstream(trap)) << "the shell has run it";
    std::remove(trap.c_str());
    server.write("/unban Ann\n");
    wat.client->forget_all();
  }
}

TEST_F(PasteAtTerminal, HasMarksWhileTheClientRunsOnly) {
  PtyProgram& shell = open_shell("sh");
  shell.type(command_line() + "\r");
  ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
  EXPECT_TRUE(shell.screen().is_bracketed_paste_on());
  shell.type(keys::ctrl_z);
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  EXPECT_FALSE(shell.screen().is_bracketed_paste_on());
  shell.type("fg\r");
  ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
  EXPECT_TRUE(shell.screen().is_bracketed_paste_on());
  shell.type("/quit\r");
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  EXPECT_FALSE(shell.screen().is_bracketed_paste_on());
}

// ------------------------------------------------------------------------------ completion, words

using KeysAtTerminal = PersonAtTerminal;

TEST_F(KeysAtTerminal, TabCompletesNamesThatWereHeardAndCommands) {
  PtyProgram& ann = sit_down();
  wat.say("hi");
  ASSERT_TRUE(sees(ann, "Wat > hi"));
  const Person walter = join("framed", "Walter");
  ASSERT_TRUE(sees(ann, "Walter joined"));
  ann.type("/w" + keys::tab);
  ASSERT_TRUE(has_prompt(ann, "Ann > /who", 11));
  ann.type(keys::ctrl_u + "/m" + keys::tab + "w" + keys::tab + keys::tab);
  EXPECT_TRUE(sees(ann, "Walter  Wat\n")) << "the choices";
  ASSERT_TRUE(has_prompt(ann, "Ann > /msg Wa", 13));
  ann.type("t" + keys::tab + "psst\r");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Walter")));
  const auto has_it = [&] { return wat.stream().heard.find("psst") != std::string::npos; };
  EXPECT_TRUE(wait_until(has_it));
  EXPECT_EQ(walter.stream().heard.find("psst"), std::string::npos);
}

TEST_F(KeysAtTerminal, ACompletedCommandWorksAlthoughASpaceFollowsIt) {
  PtyProgram& ann = sit_down();
  ann.type("/q" + keys::tab + "\r");
  EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
  EXPECT_TRUE(ends(ann, 0));
}

TEST_F(KeysAtTerminal, CtrlAndAltMoveByWord) {
  PtyProgram& ann = sit_down();
  ann.type("one two three" + keys::word_left + keys::alt_b + "and ");
  ASSERT_TRUE(has_prompt(ann, "Ann > one and two three", 14));
  ann.type(keys::alt_f + keys::word_right + "!");
  EXPECT_TRUE(has_prompt(ann, "Ann > one and two three!", 24));
}

// ------------------------------------------------------------------------------------ job control

class JobAtTerminal : public PersonAtTerminal, public testing::WithParamInterface<const char*> {};

// bash sends no SIGCONT to a job that runs already: the client must find out by itself.
INSTANTIATE_TEST_SUITE_P(Shells, JobAtTerminal, testing::Values("sh", "bash"),
                         [](const auto& tested) { return std::string(tested.param); });

bool has_bash() {
  return ::access("/bin/bash", X_OK) == 0 || ::access("/usr/bin/bash", X_OK) == 0;
}

TEST_P(JobAtTerminal, StartedInTheBackgroundLeavesTheKeyboardToTheShellUntilFg) {
  if (std::string(GetParam()) == "bash" && !has_bash()) GTEST_SKIP() << "there is no bash here";
  PtyProgram& shell = open_shell(GetParam());
  shell.type(command_line() + "&\r");
  ASSERT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  shell.type("echo half a co");
  ASSERT_TRUE(sees(shell, "echo half a co"));
  wat.say("to the background");
  ASSERT_TRUE(sees(shell, "Wat > to the background")) << "messages are shown, below";
  shell.type("mmand\r");
  ASSERT_TRUE(sees(shell, "\nhalf a command\n")) << "what was typed is the shell's";
  EXPECT_FALSE(shell.screen().is_bracketed_paste_on());
  shell.type("fg\r");
  ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
  shell.type("hello" + keys::left + keys::backspace + "!\r");
  EXPECT_TRUE(hears(wat, said("hel!o")));
  EXPECT_TRUE(sees(shell, "Ann > hel!o\nAnn >")) << "it is shown once";
  shell.type("/quit\r");
  EXPECT_TRUE(has_prompt(shell, "ready>", 7));
}

TEST_P(JobAtTerminal, SentToTheBackgroundComesBack) {
  if (std::string(GetParam()) == "bash" && !has_bash()) GTEST_SKIP() << "there is no bash here";
  PtyProgram& shell = open_shell(GetParam());
  shell.type(command_line() + "\r");
  ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
  shell.type("half a li");
  ASSERT_TRUE(has_prompt(shell, "Ann > half a li", 15));
  shell.type(keys::ctrl_z);
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  shell.type("bg\r");
  ASSERT_TRUE(sees(shell, "bg\n"));
  wat.say("to the background");
  ASSERT_TRUE(sees(shell, "Wat > to the background"));
  shell.type("echo $((6 * 7))\r");
  ASSERT_TRUE(sees(shell, "42\n"));
  shell.type("fg\r");
  ASSERT_TRUE(has_prompt(shell, "Ann > half a li", 15));
  shell.type("ne\r/quit\r");
  EXPECT_TRUE(sees(shell, "Ann > half a line\n"));
  EXPECT_TRUE(has_prompt(shell, "ready>", 7));
}

// setsid(1) gives the client a session of its own, which the terminal does not control.
TEST_F(KeysAtTerminal, ATerminalThatDoesNotControlTheClientIsEditedIn) {
  PtyProgram& shell = open_shell("sh");
  shell.type("setsid --version > /dev/null 2>&1 && echo it is $((6 * 7))\r");
  if (!sees(shell, "it is 42\n")) GTEST_SKIP() << "there is no setsid(1) here";
  shell.type("setsid --wait " + command_line() + "\r");
  ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
  shell.type("hello" + keys::left + keys::backspace + "!\r");
  EXPECT_TRUE(sees(shell, "Ann > hel!o\nAnn >")) << "it is shown once";
  shell.type("/quit\r");
  EXPECT_TRUE(has_prompt(shell, "ready>", 7));
}

// ---------------------------------------------------------------------- keys that do nothing yet

class WaitingAtTerminal : public TerminalPosix {
 protected:
  PtyProgram& sit_down_with(StreamStandIn& server) {
    return open_terminal({program_path("chat-client"), "--name=Ann", "127.0.0.1",
                          std::to_string(server.address().port())},
                         {}, 100);
  }
};

TEST_F(WaitingAtTerminal, ForTheWelcomeIsExplained) {
  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& ann = sit_down_with(server);
  EXPECT_TRUE(sees(ann, "chat-client: no answer yet from 127.0.0.1 port " +
                            std::to_string(server.address().port())));
  server.send(frame("Welcome"));
  EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
}

// After ten seconds, when a script's client would give up.
TEST_F(WaitingAtTerminal, ForTheWelcomeLastsUntilCtrlC) {
  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& ann = sit_down_with(server);
  const std::string words = "chat-client: no welcome in 10 seconds from " +
                            server.address().to_string() + "; still waiting, Ctrl-C ends";
  EXPECT_TRUE(wait_until([&] { return seen(ann).find(words) != std::string::npos; }, 2 * patience))
      << seen(ann);
  server.send(frame("Welcome"));
  EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
  ann.type(keys::ctrl_c);
  EXPECT_TRUE(ends(ann, 0));
}

}  // namespace
}  // namespace chatlab::terminal_paste_posix_test
