// The client at a terminal, checked by what its screen shows: the user types while others talk.
#include <gtest/gtest.h>
#include <signal.h>

#include <regex>
#include <string>
#include <vector>

#include "tests/support/keys.hpp"
#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab::terminal_client_posix_test {
namespace {

class ClientAtTerminal : public TerminalPosix {
 protected:
  std::vector<std::string> client_command(const Arguments& more = {}) const {
    std::vector<std::string> command = {program_path("chat-client"), "--name=Ann"};
    command.insert(command.end(), more.begin(), more.end());
    command.insert(command.end(), {"127.0.0.1", std::to_string(place("framed").port())});
    return command;
  }

  // Ann, at a terminal, welcomed.
  PtyProgram& sit_down(const Arguments& more = {}, const std::vector<std::string>& variables = {},
                       std::size_t width = columns) {
    PtyProgram& ann = open_terminal(client_command(more), variables, width);
    EXPECT_TRUE(sees(ann, "Server > Welcome to the server"));
    EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
    return ann;
  }

  std::string said(const std::string& text) const { return wat.dialect->said("Ann", text); }

  ChildProcess& server = start_server({"framed"});
  const Person wat = join("framed", "Wat");
};

const std::string welcome = "Server > Welcome to the server,Thanks for connecting!!\n";

std::string twenty_messages() {
  std::string shown;
  for (int i = 1; i <= 20; ++i) shown += "Wat > message " + std::to_string(i) + '\n';
  return shown;
}

TEST_F(ClientAtTerminal, TwentyMessagesLeaveAHalfTypedLineIntact) {
  PtyProgram& ann = sit_down();
  ann.type("half a li");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  for (int i = 1; i <= 20; ++i) wat.say("message " + std::to_string(i));
  ASSERT_TRUE(sees(ann, "message 20"));
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  EXPECT_EQ(ann.screen().text(), welcome + twenty_messages() + "Ann > half a li");
  ann.type("ne\r");
  EXPECT_TRUE(hears(wat, said("half a line")));
  EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
  EXPECT_EQ(ann.screen().text(), welcome + twenty_messages() + "Ann > half a line\nAnn >");
}

TEST_F(ClientAtTerminal, ALineIsFinishedWhileMessagesComeBetweenItsKeys) {
  PtyProgram& ann = sit_down();
  const std::string line = "twenty characters ok";
  for (int i = 1; i <= 20; ++i) {
    ann.type(line.substr(static_cast<std::size_t>(i - 1), 1));
    wat.say("message " + std::to_string(i));
    ASSERT_TRUE(sees(ann, "message " + std::to_string(i) + "\n"));
  }
  ann.type("\r");
  EXPECT_TRUE(hears(wat, said(line)));
  EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
  EXPECT_EQ(ann.screen().text(), welcome + twenty_messages() + "Ann > " + line + "\nAnn >");
}

TEST_F(ClientAtTerminal, ResizingLeavesMessagesAndTheLineIntact) {
  PtyProgram& ann = sit_down();
  ann.type("half a li");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  const std::vector<std::size_t> widths = {60, 80, 40, 57, 100, 24, 60};
  for (int i = 1; i <= 20; ++i) {
    ann.resize(rows - static_cast<std::size_t>(i % 3),
               widths[static_cast<std::size_t>(i) % widths.size()]);
    wat.say("message " + std::to_string(i));
    ASSERT_TRUE(sees(ann, "message " + std::to_string(i) + "\n"));
    ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  }
  ann.type("ne\r");
  EXPECT_TRUE(hears(wat, said("half a line")));
  EXPECT_TRUE(has_prompt(ann, "Ann >", 6));
  EXPECT_NE(seen(ann).find(twenty_messages() + "Ann > half a line\nAnn >"), std::string::npos)
      << seen(ann);
}

// A window that has become too narrow for the line shows the part around the cursor.
TEST_F(ClientAtTerminal, ANarrowWindowShowsTheEndOfTheLineThatIsTyped) {
  PtyProgram& ann = sit_down();
  ann.type("one two three four five");
  ASSERT_TRUE(has_prompt(ann, "Ann > one two three four five", 29));
  ann.resize(rows, 20);
  const auto shows_the_end = [&] {
    const std::string row = prompt(ann);
    return row.size() < 20 && row.find("five") != std::string::npos &&
           row.compare(0, 6, "Ann > ") == 0;
  };
  EXPECT_TRUE(wait_until(shows_the_end)) << seen(ann);
  ann.resize(rows, columns);
  EXPECT_TRUE(has_prompt(ann, "Ann > one two three four five", 29));
  ann.type("\r");
  EXPECT_TRUE(hears(wat, said("one two three four five")));
}

TEST_F(ClientAtTerminal, WideAndCombiningCharactersStayIntact) {
  PtyProgram& ann = sit_down();
  const std::string wide = "\xE6\xBC\xA2\xE5\xAD\x97";  // two, of two columns each
  const std::string marked = "e\xCC\x81";               // one, of one column
  ann.type(wide + ' ' + marked + "t");
  ASSERT_TRUE(has_prompt(ann, "Ann > " + wide + ' ' + marked + "t", 13));
  for (int i = 1; i <= 20; ++i) wat.say("message " + std::to_string(i));
  ASSERT_TRUE(sees(ann, "message 20"));
  ASSERT_TRUE(has_prompt(ann, "Ann > " + wide + ' ' + marked + "t", 13));
  ann.type(keys::left + keys::left + "\xE6\x96\x87");
  ASSERT_TRUE(has_prompt(ann, "Ann > " + wide + " \xE6\x96\x87" + marked + "t", 13));
  wat.say("and " + wide);
  ASSERT_TRUE(sees(ann, "Wat > and " + wide + "\nAnn > "));
  ann.type(keys::end + keys::backspace + "\r");
  EXPECT_TRUE(hears(wat, said(wide + " \xE6\x96\x87" + marked)));
  EXPECT_TRUE(sees(ann, "Ann > " + wide + " \xE6\x96\x87" + marked + "\nAnn >"));
  EXPECT_NE(ann.screen().text().find(twenty_messages()), std::string::npos) << seen(ann);
}

TEST_F(ClientAtTerminal, ALineLongerThanTheScreenStaysIntact) {
  PtyProgram& ann = sit_down({}, {}, 40);
  std::string line;
  for (int i = 0; i < 60; ++i) line += std::to_string(i) + ',';
  line += "the-end";
  ann.type(line);
  const auto shows_the_end = [&] { return prompt(ann).find("the-end") != std::string::npos; };
  ASSERT_TRUE(wait_until(shows_the_end)) << seen(ann);
  for (int i = 1; i <= 20; ++i) wat.say("message " + std::to_string(i));
  ASSERT_TRUE(sees(ann, "message 20"));
  EXPECT_TRUE(wait_until(shows_the_end)) << seen(ann);
  EXPECT_NE(seen(ann).find(twenty_messages() + "Ann > "), std::string::npos) << seen(ann);
  ann.type(keys::home);
  ASSERT_TRUE(has_prompt(ann, "Ann > " + line.substr(0, 33), 6));
  ann.type("start,\r");
  EXPECT_TRUE(hears(wat, said("start," + line)));
  ASSERT_TRUE(has_prompt(ann, "Ann >", 6));
  std::string wrapped = seen(ann);
  wrapped.erase(0, wrapped.find("Ann > start"));
  for (std::size_t at = 40; at < wrapped.size() && wrapped[at] == '\n'; at += 36) {
    wrapped.erase(at, 5);  // the ends of full rows, and what the next row is indented by
  }
  EXPECT_EQ(wrapped.substr(0, 12 + line.size()), "Ann > start," + line) << seen(ann);
}

TEST_F(ClientAtTerminal, MessagesAboutAsLongAsTheScreenIsWideLeaveTheLineIntact) {
  PtyProgram& ann = sit_down();
  ann.type("half a li");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  std::string shown = welcome;
  for (const std::size_t width : {columns - 1, columns, columns + 1, 2 * columns}) {
    std::string message = "Wat > " + std::string(width - 6, 'x');
    wat.say(message.substr(6));
    for (; message.size() > columns; message.replace(0, columns, "    ")) {
      shown += message.substr(0, columns) + '\n';
    }
    shown += message + '\n';
    ASSERT_TRUE(sees(ann, shown + "Ann > half a li"));
    ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  }
}

TEST_F(ClientAtTerminal, UpBringsBackWhatWasSaid) {
  PtyProgram& ann = sit_down();
  ann.type("first\r");
  EXPECT_TRUE(hears(wat, said("first")));
  ann.type("second\r");
  EXPECT_TRUE(hears(wat, said("second")));
  ann.type("draft" + keys::up + keys::up);
  ASSERT_TRUE(has_prompt(ann, "Ann > first", 11));
  ann.type(" again\r");
  EXPECT_TRUE(hears(wat, said("first again")));
  ann.type(keys::up + keys::up + keys::down);
  EXPECT_TRUE(has_prompt(ann, "Ann > first again", 17));
}

TEST_F(ClientAtTerminal, TheKeysOfALineEditorWork) {
  PtyProgram& ann = sit_down();
  ann.type("world" + keys::home + "hello " + keys::end + "!!" + keys::backspace);
  ASSERT_TRUE(has_prompt(ann, "Ann > hello world!", 18));
  ann.type(keys::left + keys::ctrl_w);
  ASSERT_TRUE(has_prompt(ann, "Ann > hello !", 12));
  ann.type(keys::ctrl_u);
  ASSERT_TRUE(has_prompt(ann, "Ann > !", 6));
  ann.type("a" + keys::del + keys::left + keys::ctrl_k);
  ASSERT_TRUE(has_prompt(ann, "Ann >", 6));
  ann.type("b" + keys::ctrl_l);
  EXPECT_TRUE(has_prompt(ann, "Ann > b", 7));
  EXPECT_TRUE(wait_until([&] { return ann.screen().text() == "Ann > b"; })) << seen(ann);
}

TEST_F(ClientAtTerminal, APasteOfAThousandLinesIsAThousandMessagesInOrder) {
  PtyProgram& ann = sit_down();
  std::string paste;
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    paste += "pasted line " + std::to_string(i) + "\r";
    expected += said("pasted line " + std::to_string(i));
  }
  ann.type(paste);
  EXPECT_TRUE(wait_until([&] { return wat.stream().heard.size() >= expected.size(); }))
      << seen(ann);
  EXPECT_EQ(first_difference(expected, wat.stream().heard), "");
  EXPECT_TRUE(sees(ann, "Ann > pasted line 999\nAnn >"));
}

TEST_F(ClientAtTerminal, ALongerLineThanIsSentIsRefusedAtEnterAndKept) {
  PtyProgram& ann = sit_down();
  ann.type(std::string(80000, 'x') + "end\r");
  EXPECT_TRUE(sees(ann, "not sent: a line of 80003 bytes, at most 65536"));
  const auto shows_the_end = [&] { return prompt(ann).find("xend") != std::string::npos; };
  EXPECT_TRUE(wait_until(shows_the_end)) << seen(ann);
  ann.type(keys::ctrl_u + "after\r");
  EXPECT_TRUE(hears(wat, said("after"))) << "and nothing before";
}

// With spaces up to the edge of the window, a member's text could start in the first column.
TEST_F(ClientAtTerminal, NoMemberCanImitateALineOfTheOperator) {
  PtyProgram& ann = sit_down();
  wat.say(std::string(columns - 6, ' ') + "Server > the server moves");
  EXPECT_TRUE(sees(ann, "Wat >\n    Server > the server moves\n"));
}

// -------------------------------------------------------------------------------- leaving the chat

TEST_F(ClientAtTerminal, CtrlDOnAnEmptyLineLeaves) {
  PtyProgram& ann = sit_down();
  ann.type("ab" + keys::left + keys::ctrl_d);
  ASSERT_TRUE(has_prompt(ann, "Ann > a", 7)) << "on a line with something it deletes";
  ann.type(keys::backspace + keys::ctrl_d);
  EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
  EXPECT_TRUE(ends(ann, 0));
  EXPECT_TRUE(wait_until([&] { return ann.screen().text() + '\n' == welcome; })) << seen(ann);
}

TEST_F(ClientAtTerminal, CtrlCLeaves) {
  PtyProgram& ann = sit_down();
  ann.type("half a line");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a line", 17));
  ann.type(keys::ctrl_c);
  EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
  EXPECT_TRUE(ends(ann, 0));
}

TEST_F(ClientAtTerminal, CtrlZGivesTheTerminalBackAndFgTheLineThatWasTyped) {
  PtyProgram& shell = open_terminal({"sh", "-i"}, {"PS1=ready> ", "ENV="});
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  std::string command;
  for (const std::string& word : client_command()) command += word + ' ';
  shell.type(command + "\r");
  ASSERT_TRUE(has_prompt(shell, "Ann >", 6));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  shell.type("half a li");
  ASSERT_TRUE(has_prompt(shell, "Ann > half a li", 15));
  shell.type(keys::ctrl_z);
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  wat.say("while you were out");
  let_pass(milliseconds(50));
  shell.type("fg\r");
  ASSERT_TRUE(has_prompt(shell, "Ann > half a li", 15));
  EXPECT_TRUE(sees(shell, "Wat > while you were out\nAnn > half a li"));
  shell.type("ne\r");
  EXPECT_TRUE(hears(wat, said("half a line")));
  shell.type(keys::ctrl_d);
  EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
  EXPECT_TRUE(has_prompt(shell, "ready>", 7));
}

// ------------------------------------------------------------------------- the terminal, as it was

struct End {
  const char* name;
  int status;
  void (*bring_about)(PtyProgram& program, ChildProcess& server);
};

std::ostream& operator<<(std::ostream& out, const End& end) {
  return out << end.name;
}

void abort_it(PtyProgram& program, ChildProcess&) {
  program.signal(SIGABRT);
}

class ClientEnd : public ClientAtTerminal, public testing::WithParamInterface<End> {};

INSTANTIATE_TEST_SUITE_P(
    Ends, ClientEnd,
    testing::Values(
        End{"Quit", 0, [](PtyProgram& program, ChildProcess&) { program.type("/quit\r"); }},
        End{"CtrlD", 0, [](PtyProgram& program, ChildProcess&) { program.type(keys::ctrl_d); }},
        End{"CtrlC", 0, [](PtyProgram& program, ChildProcess&) { program.type(keys::ctrl_c); }},
        End{"Terminate", 0, [](PtyProgram& program, ChildProcess&) { program.signal(SIGTERM); }},
        End{"HangUp", 0, [](PtyProgram& program, ChildProcess&) { program.signal(SIGHUP); }},
        End{"Abort", 128 + SIGABRT, abort_it},
        End{"Segfault", 128 + SIGSEGV,
            [](PtyProgram& program, ChildProcess&) { program.signal(SIGSEGV); }},
        End{"CtrlBackslash", 128 + SIGQUIT,
            [](PtyProgram& program, ChildProcess&) { program.type("\x1C"); }},
        End{"ServerCloses", 1, [](PtyProgram&, ChildProcess& server) { server.terminate(); }}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(ClientEnd, LeavesTheTerminalAsItWas) {
  const PtyProgram untouched({"cat"}, rows, columns);
  PtyProgram& ann = sit_down();
  ASSERT_TRUE(has_prompt(ann, "Ann >", 6));
  EXPECT_NE(ann.stty(), untouched.stty()) << "the editor has its own modes";
  GetParam().bring_about(ann, server);
  EXPECT_TRUE(ends(ann, GetParam().status));
  EXPECT_EQ(ann.stty(), untouched.stty());
  EXPECT_TRUE(ann.wait_for_screen([](const Screen& screen) {
    return screen.is_cursor_visible() && !screen.is_bracketed_paste_on();
  }));
}

TEST_F(ClientAtTerminal, AnErrorAfterTheNameIsOneLineAndLeavesTheTerminalAsItWas) {
  PtyProgram& eve = open_terminal({program_path("chat-client"), "nohost.invalid"});
  const std::string before = PtyProgram({"cat"}, rows, columns).stty();
  ASSERT_TRUE(has_prompt(eve, "UserName :", 11));
  EXPECT_NE(eve.stty(), before);
  eve.type("Eve\r");
  EXPECT_TRUE(ends(eve, 1));
  EXPECT_TRUE(sees(eve, "chat-client: resolve nohost.invalid: "));
  EXPECT_EQ(eve.stty(), before);
}

TEST_F(ClientAtTerminal, AnEndByTheServerIsSaidOnARowOfItsOwn) {
  PtyProgram& ann = sit_down();
  ann.type("half a line");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a line", 17));
  server.terminate();
  EXPECT_TRUE(ends(ann, 1));
  EXPECT_TRUE(sees(ann, welcome + "Server > The server is shutting down\n"
                                  "not sent: half a line\n"
                                  "Connection closed by the Server"));
}

TEST_F(ClientAtTerminal, TheNameIsAskedForInThePrompt) {
  PtyProgram& eve = open_terminal(
      {program_path("chat-client"), "127.0.0.1", std::to_string(place("framed").port())});
  ASSERT_TRUE(has_prompt(eve, "UserName :", 11));
  eve.type("Eva" + keys::backspace + "e\r");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Eve")));
  EXPECT_TRUE(has_prompt(eve, "Eve >", 6));
  eve.type("hello\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Eve", "hello")));
}

// ------------------------------------------------------------------------------------------- looks

// Colours and the like. ECMA-48 8.3.117, SGR
bool has_colors(const std::string& output) {
  return std::regex_search(output, std::regex("\33\\[[0-9;]*m"));
}

TEST_F(ClientAtTerminal, ADumbTerminalGetsNoEscapeSequenceAtAll) {
  PtyProgram& ann = sit_down({}, {"TERM=dumb"});
  ann.type("hello\r");
  EXPECT_TRUE(hears(wat, said("hello")));
  wat.say("hi");
  EXPECT_TRUE(sees(ann, "Wat > hi"));
  ann.type(keys::ctrl_d);
  EXPECT_TRUE(ends(ann, 0));
  EXPECT_FALSE(ann.screen().saw_escape()) << escaped(ann.output());
}

TEST_F(ClientAtTerminal, WithoutATermVariableItIsADumbOne) {
  PtyProgram& ann = sit_down({}, {"TERM="});
  ann.type("hello\r");
  EXPECT_TRUE(hears(wat, said("hello")));
}

TEST_F(ClientAtTerminal, ColoursAreSeenUnlessSwitchedOff) {
  struct {
    Arguments options;
    std::vector<std::string> variables;
    bool coloured;
  } const cases[] = {
      {{}, {}, true},
      {{"--color=auto"}, {}, true},
      {{"--color=always"}, {"NO_COLOR=1"}, true},
      {{"--color=always"}, {"TERM=dumb"}, true},
      {{"--color=never"}, {}, false},
      {{"--color=auto"}, {"NO_COLOR=1"}, false},
      {{"--color=auto"}, {"NO_COLOR="}, true},  // an empty one does not count. no-color.org
      {{"--color=auto"}, {"TERM=dumb"}, false},
  };
  for (const auto& one : cases) {
    PtyProgram& ann = sit_down(one.options, one.variables);
    wat.say("hi");
    EXPECT_TRUE(sees(ann, "Wat > hi"));
    EXPECT_EQ(has_colors(ann.output()), one.coloured) << escaped(ann.output());
    ann.type("/quit\r");
    EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
  }
}

TEST_F(ClientAtTerminal, ANameHasAColourOfItsOwnAndKeepsIt) {
  PtyProgram& ann = sit_down();
  const Person bob = join("framed", "Bob");
  // Waits for `text`, then returns the colour of the name before it.
  const auto colour_of = [&](const std::string& name, const std::string& text) {
    EXPECT_TRUE(sees(ann, name + " > " + text));
    const std::string& output = ann.output();
    const std::size_t start = output.rfind("\33[", output.rfind(name + "\33[0m > ") - 1);
    return output.substr(start, output.find('m', start) - start + 1);
  };
  wat.say("one");
  const std::string wats = colour_of("Wat", "one");
  bob.say("two");
  const std::string bobs = colour_of("Bob", "two");
  EXPECT_NE(bobs, wats);
  wat.say("three");
  EXPECT_EQ(colour_of("Wat", "three"), wats);
  server.write("four\n");
  const std::string servers = colour_of("Server", "four");
  EXPECT_NE(servers, wats);
  EXPECT_NE(servers, bobs);
}

TEST_F(ClientAtTerminal, ShowsTheTimeIfAskedTo) {
  PtyProgram& ann = sit_down({"--timestamps"});
  wat.say("hi");
  ann.type("hello\r");
  const auto shows_times = [&] {
    const std::regex theirs(R"((^|\n)\[[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\] Wat > hi\n)");
    const std::regex own(R"((^|\n)\[[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\] Ann > hello\n)");
    const std::string text = ann.screen().text();
    return std::regex_search(text, theirs) && std::regex_search(text, own);
  };
  EXPECT_TRUE(wait_until(shows_times)) << seen(ann);
}

TEST_F(ClientAtTerminal, NoTextOfAMemberMovesTheCursor) {
  PtyProgram& ann = sit_down();
  ann.type("half a li");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  wat.say("\33[2J\33[10;10Hgone\r\n\n\b\b\x9B\x37m?");
  ASSERT_TRUE(sees(ann, "Wat > [2J[10;10Hgone"));
  EXPECT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  EXPECT_EQ(ann.screen().row(0) + '\n', welcome);
}

}  // namespace
}  // namespace chatlab::terminal_client_posix_test
