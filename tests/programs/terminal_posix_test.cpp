// The programs at a terminal, by what its screen shows: somebody types while others talk.
#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/keys.hpp"
#include "tests/support/program_testing.hpp"
#include "tests/support/pty_program_posix.hpp"

namespace chatlab {
namespace {

// A window that shows all that most tests have to show.
constexpr std::size_t rows = 30;
constexpr std::size_t columns = 60;

class TerminalPosix : public ProgramTest {
 protected:
  ~TerminalPosix() override {
    for (const auto& terminal : terminals_) EXPECT_EQ(terminal->screen().misunderstood(), "");
  }

  PtyProgram& open_terminal(const std::vector<std::string>& command,
                            const std::vector<std::string>& variables = {},
                            std::size_t width = columns) {
    terminals_.push_back(std::make_unique<PtyProgram>(command, rows, width, variables));
    return *terminals_.back();
  }

  void pump() override {
    ProgramTest::pump();
    for (const auto& terminal : terminals_) terminal->wait_until([] { return true; });
  }

  // What was scrolled out, and the screen.
  static std::string seen(const PtyProgram& terminal) {
    std::string all;
    for (const std::string& row : terminal.screen().scrolled_out()) all += row + '\n';
    return all + terminal.screen().text();
  }

  // The row that the cursor is in.
  static std::string prompt(const PtyProgram& terminal) {
    return terminal.screen().row(terminal.screen().cursor_row());
  }

  testing::AssertionResult sees(PtyProgram& terminal, const std::string& text) {
    if (wait_until([&] { return seen(terminal).find(text) != std::string::npos; })) {
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "expected on the screen: " << text << "\nit shows:\n"
                                       << seen(terminal);
  }

  // Whether the cursor comes to stand in a row that shows `text`, in its column `column`.
  testing::AssertionResult has_prompt(PtyProgram& terminal, const std::string& text,
                                      std::size_t column) {
    const auto is_there = [&] {
      return prompt(terminal) == text && terminal.screen().cursor_column() == column;
    };
    if (wait_until(is_there)) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "expected the prompt: " << text << " with the cursor in column " << column
           << ", it is in " << terminal.screen().cursor_column() << " of " << prompt(terminal)
           << "\nthe screen shows:\n"
           << seen(terminal);
  }

  testing::AssertionResult ends(PtyProgram& terminal, int status) {
    int ended = -1;
    wait_until([&] { return (ended = terminal.wait_exit(milliseconds(0))) >= 0; });
    if (ended == status) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "expected to end with " << status << ", got " << ended << "\nthe screen shows:\n"
           << seen(terminal);
  }
  using ProgramTest::ends;

 private:
  std::vector<std::unique_ptr<PtyProgram>> terminals_;
};

// -------------------------------------------------------------------------------------- the client

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
  for (std::size_t at = 40; at < wrapped.size() && wrapped[at] == '\n'; at += 40) {
    wrapped.erase(at, 1);  // the ends of full rows
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
    for (; message.size() > columns; message.erase(0, columns)) {
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

TEST_F(ClientAtTerminal, ALongerMessageThanIsSentCantBeTyped) {
  PtyProgram& ann = sit_down();
  ann.type(std::string(70000, 'x') + "\rafter\r");
  EXPECT_TRUE(hears(wat, said(std::string(65536, 'x'))));
  EXPECT_TRUE(hears(wat, said("after")));
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
  EXPECT_TRUE(ann.screen().is_cursor_visible());
  EXPECT_FALSE(ann.screen().is_bracketed_paste_on());
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
  // Of the name, where it was last shown, once `text` is.
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

TEST_F(ClientAtTerminal, TheTimeIsShownWhereAskedFor) {
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

TEST_F(ClientAtTerminal, NobodyMovesAnothersCursor) {
  PtyProgram& ann = sit_down();
  ann.type("half a li");
  ASSERT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  wat.say("\33[2J\33[10;10Hgone\r\n\n\b\b\x9B\x37m?");
  ASSERT_TRUE(sees(ann, "Wat > [2J[10;10Hgone"));
  EXPECT_TRUE(has_prompt(ann, "Ann > half a li", 15));
  EXPECT_EQ(ann.screen().row(0) + '\n', welcome);
}

// ------------------------------------------------------------------------------------ the operator

class OperatorAtTerminal : public TerminalPosix {
 protected:
  OperatorAtTerminal() {
    EXPECT_TRUE(sees(server, "(framed)"));
    use_server(server.screen().text());
    EXPECT_TRUE(has_prompt(server, "Server >", 9));
  }

  PtyProgram& server = open_terminal({program_path("chat-server"), "--listen=framed:0"}, {}, 100);
};

TEST_F(OperatorAtTerminal, TypesWhileMembersTalk) {
  const Person wat = join("framed", "Wat");
  server.type("half a li");
  ASSERT_TRUE(has_prompt(server, "Server > half a li", 18));
  for (int i = 1; i <= 20; ++i) wat.say("message " + std::to_string(i));
  ASSERT_TRUE(sees(server, "message 20"));
  ASSERT_TRUE(has_prompt(server, "Server > half a li", 18));
  server.type("ne\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "half a line")));
  ASSERT_TRUE(has_prompt(server, "Server >", 9));
  const std::string address = wat.client->address().to_string();
  std::string log = "listening on " + place("framed").to_string() + "/tcp (framed)\nWat at " +
                    address + " (framed) joined\n";
  for (int i = 1; i <= 20; ++i) {
    log += "Wat at " + address + " > message " + std::to_string(i) + '\n';
  }
  EXPECT_EQ(server.screen().text(), log + "Server > half a line\nServer >");
}

TEST_F(OperatorAtTerminal, SeesTheAnswerToACommandAboveThePrompt) {
  const Person wat = join("framed", "Wat");
  server.type("/who\r");
  EXPECT_TRUE(sees(server, "\n/who\n1 here\n  Wat  framed  " + wat.client->address().to_string()));
  EXPECT_TRUE(has_prompt(server, "Server >", 9));
  server.type("/frob\r");
  EXPECT_TRUE(sees(server, "\n/frob\nno such command: /frob, see /help (// to say it)\nServer >"));
}

TEST_F(OperatorAtTerminal, IsAskedInThePromptWhomToBan) {
  const Person wat = join("framed", "Wat");
  server.type("ban@\r");
  ASSERT_TRUE(has_prompt(server, "Enter the name of the member to ban :", 38));
  wat.say("not me!");
  ASSERT_TRUE(sees(server, "> not me!\n"));
  ASSERT_TRUE(has_prompt(server, "Enter the name of the member to ban :", 38));
  server.type("Wat\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "Connection from server has been closed")));
  EXPECT_TRUE(sees(server, "\nbanned Wat\n"));
  EXPECT_TRUE(has_prompt(server, "Server >", 9));
}

TEST_F(OperatorAtTerminal, TheServerServesOnAfterCtrlD) {
  server.type(keys::ctrl_d);
  const Person wat = join("framed", "Wat");
  EXPECT_TRUE(sees(server, "Wat at " + wat.client->address().to_string() + " (framed) joined"));
  server.type(keys::ctrl_c);
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "The server is shutting down")));
  EXPECT_TRUE(ends(server, 0));
}

TEST_F(OperatorAtTerminal, EveryEndLeavesTheTerminalAsItWas) {
  const PtyProgram untouched({"cat"}, rows, columns);
  const auto leaves_it = [&](int status, const std::function<void(PtyProgram&)>& bring_about) {
    PtyProgram& program = open_terminal({program_path("chat-server"), "--listen=framed:0"});
    EXPECT_TRUE(has_prompt(program, "Server >", 9));
    EXPECT_NE(program.stty(), untouched.stty());
    bring_about(program);
    EXPECT_TRUE(ends(program, status));
    EXPECT_EQ(program.stty(), untouched.stty());
  };
  leaves_it(0, [](PtyProgram& program) { program.type("/quit\r"); });
  leaves_it(0, [](PtyProgram& program) { program.type(keys::ctrl_c); });
  leaves_it(0, [](PtyProgram& program) { program.signal(SIGTERM); });
  leaves_it(128 + SIGABRT, [](PtyProgram& program) { program.signal(SIGABRT); });
}

TEST_F(OperatorAtTerminal, AnErrorAtTheStartIsOneLineAndLeavesTheTerminalAsItWas) {
  const PtyProgram untouched({"cat"}, rows, columns);
  PtyProgram& second = open_terminal(
      {program_path("chat-server"), "--listen=framed:" + std::to_string(place("framed").port())},
      {}, 120);
  EXPECT_TRUE(ends(second, 1));
  EXPECT_TRUE(sees(second, "chat-server: bind " + place("framed").to_string()));
  EXPECT_EQ(lines_of(second.screen().text()).size(), 1u) << second.screen().text();
  EXPECT_EQ(second.stty(), untouched.stty());
}

// A job in the background that read the terminal would be stopped. tcgetpgrp(3)
TEST_F(TerminalPosix, AServerInTheBackgroundOfAShellServesAndComesBackWithFg) {
  PtyProgram& shell = open_terminal({"sh", "-i"}, {"PS1=ready> ", "ENV="});
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  shell.type(program_path("chat-server") + " --listen=framed:0 &\r");
  ASSERT_TRUE(sees(shell, "/tcp (framed)\n"));
  use_server(seen(shell));
  const Person wat = join("framed", "Wat");
  shell.type("echo $((6 * 7))\r");
  EXPECT_TRUE(sees(shell, "42")) << "the keyboard is the shell's";
  const Person bob = join("framed", "Bob");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Bob")));
  wat.say("hello");
  EXPECT_TRUE(hears(bob, bob.dialect->said("Wat", "hello")));
  shell.type("fg\r");
  ASSERT_TRUE(has_prompt(shell, "Server >", 9));
  shell.type("half a line" + keys::backspace + "e, whole\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "half a line, whole")));
  shell.type(keys::ctrl_c);
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "The server is shutting down")));
  EXPECT_TRUE(has_prompt(shell, "ready>", 7));
}

// ---------------------------------------------------------------------------------------- the peer

TEST_F(TerminalPosix, ThePeerAsksInThePromptAndIsTypedInWhileTheOtherTalks) {
  const std::string port = std::to_string(UdpSocket(loopback()).local_address().port());
  DatagramStandIn& other = stand_in_over_udp();
  PtyProgram& peer = open_terminal({program_path("chat-peer")});
  ASSERT_TRUE(has_prompt(peer, "Enter your IP:", 15));
  peer.type("127.0.0.1\r");
  ASSERT_TRUE(has_prompt(peer, "Enter your Port:", 17));
  peer.type(port + "\r");
  ASSERT_TRUE(has_prompt(peer, "Enter target IP:", 17));
  peer.type("127.0.0.1\r");
  ASSERT_TRUE(has_prompt(peer, "Enter target Port:", 19));
  peer.type(std::to_string(other.address().port()) + "\r");
  ASSERT_TRUE(sees(peer, "-----Welcome to Python Chat-----"));
  ASSERT_TRUE(has_prompt(peer, ">", 2));
  peer.type("half a li");
  ASSERT_TRUE(has_prompt(peer, "> half a li", 11));
  const Address here = *Address::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi(port)));
  for (int i = 1; i <= 20; ++i) other.send_to("message " + std::to_string(i), here);
  ASSERT_TRUE(sees(peer, "                        Received Message:  message 20\n> half a li"));
  peer.type("ne\r");
  EXPECT_TRUE(was_sent(other, {"half a line"}));
  EXPECT_TRUE(sees(peer, "message 20\n> half a line\n>"));
  peer.type(keys::ctrl_d);
  EXPECT_TRUE(ends(peer, 0));
  EXPECT_EQ(peer.stty(), PtyProgram({"cat"}, rows, columns).stty());
}

}  // namespace
}  // namespace chatlab
