// The server, from outside: what it announces and logs, its operator, its end.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::server_test {
namespace {

using ServerProgram = ProgramTest;

const std::string farewell = "6         Server27        The server is shutting down";

// Succeeds if the line is `pattern`, in which `PORT` stands for any port and `N` for any number.
testing::AssertionResult is_like(const std::string& line, std::string pattern) {
  pattern = std::regex_replace(pattern, std::regex(R"([.\[\]()|/])"), "\\$&");
  pattern = std::regex_replace(pattern, std::regex("PORT"), "[1-9][0-9]{0,4}");
  pattern = std::regex_replace(pattern, std::regex(R"(\bN\b)"), "[0-9]+");
  if (std::regex_match(line, std::regex(pattern))) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected " << pattern << "\ngot      " << line;
}

// -------------------------------------------------------------------------------- the announcement

TEST_F(ServerProgram, AnnouncesEachEndpointInTheDocumentedWords) {
  ChildProcess& server = start_server(every_protocol());
  const std::vector<std::string> lines = lines_of(server.output());
  ASSERT_EQ(lines.size(), every_protocol().size()) << server.describe();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string protocol = every_protocol()[i];
    const std::string transport = dialect_of(protocol).is_over_udp() ? "udp" : "tcp";
    EXPECT_TRUE(
        is_like(lines[i], "listening on 127.0.0.1:PORT/" + transport + " (" + protocol + ")"));
  }
  EXPECT_EQ(server.errors(), "");
}

TEST_F(ServerProgram, ListensOnIpv6) {
  if (!has_ipv6()) GTEST_SKIP() << "this system has no ::1";
  ChildProcess& server = start("chat-server", {"--listen=framed:[::1]:0", "--listen=datagram:0",
                                               "--host=::1", "--demultiplexer=select"});
  ASSERT_TRUE(wait_until([&] { return lines_of(server.output()).size() == 2; }))
      << server.describe();
  EXPECT_TRUE(is_like(lines_of(server.output())[0], "listening on [::1]:PORT/tcp (framed)"));
  EXPECT_TRUE(is_like(lines_of(server.output())[1], "listening on [::1]:PORT/udp (datagram)"));
  ChildProcess& ann = start_client("framed", places_in(server.output())["framed"], {"--name=Ann"});
  EXPECT_TRUE(shows(ann, "Server > Welcome"));
  EXPECT_TRUE(shows(server, "Ann at [::1]:"));
}

TEST_F(ServerProgram, ServesTcpAndUdpOnTheSamePort) {
  start_server({"framed"});
  const std::string port = std::to_string(place("framed").port());
  ChildProcess& other = start("chat-server", {"--listen=datagram:" + port});
  EXPECT_TRUE(shows(other, "listening on 127.0.0.1:" + port + "/udp (datagram)\n"));
}

// ----------------------------------------------------------------------------------------- the log

TEST_F(ServerProgram, LogsJoinsMessagesRefusalsAndLeaves) {
  ChildProcess& server = start_server({"framed", "line", "echo"});
  const std::size_t before = server.output().size();
  const Person ann = join("framed", "Ann");
  const Person bob = join("line", "Bob");
  ann.say("hello");
  EXPECT_TRUE(shows(server, "> hello\n"));
  bind_client(place("echo")).send("an echo");
  EXPECT_TRUE(shows(server, "> an echo\n"));
  connect(place("line")).send("ann");
  EXPECT_TRUE(shows(server, "Username already taken!"));
  ann.leave();
  EXPECT_TRUE(shows(server, "Ann at " + ann.client->address().to_string() + " (framed) left\n"));
  bob.stream().close();
  EXPECT_TRUE(shows(server, "left unexpectedly\n"));
  const std::vector<std::string> lines = lines_of(server.output().substr(before));
  ASSERT_EQ(lines.size(), 8u) << server.describe();
  EXPECT_TRUE(is_like(lines[0], "Ann at 127.0.0.1:PORT (framed) joined"));
  EXPECT_TRUE(is_like(lines[1], "Bob at 127.0.0.1:PORT (line) joined"));
  EXPECT_TRUE(is_like(lines[2], "Ann at 127.0.0.1:PORT > hello"));
  EXPECT_TRUE(is_like(lines[3], "127.0.0.1:PORT > an echo"));
  EXPECT_TRUE(is_like(lines[4], "refused 127.0.0.1:PORT (line) as 'ann': Username already taken!"));
  EXPECT_TRUE(is_like(lines[5], "Ann at 127.0.0.1:PORT (framed) left"));
  EXPECT_TRUE(is_like(lines[6], "Bob at 127.0.0.1:PORT: end of stream"));
  EXPECT_TRUE(is_like(lines[7], "Bob at 127.0.0.1:PORT (line) left unexpectedly"));
}

TEST_F(ServerProgram, GoesOnIfTheReaderOfItsLogIsGone) {
  ChildProcess& server = start_server({"framed"});
  server.close_output();
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  EXPECT_TRUE(hears(ann, ann.dialect->joined("Bob")));
  ann.say("hello");
  EXPECT_TRUE(hears(bob, bob.dialect->said("Ann", "hello")));
  server.write("news\n");
  EXPECT_TRUE(hears(bob, bob.dialect->said("Server", "news")));
  server.write("/quit\n");
  EXPECT_TRUE(ends(server, 0));
}

// ----------------------------------------------------------------------------------- its own input

class ServerInput : public ProgramTest {
 protected:
  // Starts a server with this input, and sees two people talk.
  void serves(const ChildProcess::Setting& setting) {
    ChildProcess& server = start_server({"framed"}, {}, setting);
    server.end_input();
    let_pass(milliseconds(50));
    const Person ann = join("framed", "Ann");
    const Person bob = join("framed", "Bob");
    EXPECT_TRUE(hears(ann, ann.dialect->joined("Bob")));
    ann.say("hello");
    EXPECT_TRUE(hears(bob, bob.dialect->said("Ann", "hello"))) << server.describe();
    if (under_wine()) return;  // it can't send Ctrl-Break here
    server.interrupt();
    EXPECT_TRUE(hears(bob, farewell));
    EXPECT_TRUE(ends(server, 0));
    EXPECT_EQ(server.errors(), "");
  }
};

TEST_F(ServerInput, MayBeClosed) {
  serves({Input::closed, {}, {}});
}

TEST_F(ServerInput, MayBeTheNullDevice) {
  serves({Input::null_device, {}, {}});
}

TEST_F(ServerInput, MayBeAPipeThatEnds) {
  serves({Input::pipe, {}, {}});
}

TEST_F(ServerInput, MayBeAFile) {
  const std::string path = testing::TempDir() + "chatlab_operator_input.txt";
  std::ofstream(path, std::ios::binary) << "from the file\nand without a newline";
  serves({Input::file, path, {}});
}

TEST_F(ServerInput, IsSaidAsServerUpToALastLineWithoutANewline) {
  const std::string path = testing::TempDir() + "chatlab_operator_words.txt";
  std::ofstream(path, std::ios::binary) << "from the file\r\nand without a newline";
  ChildProcess& server = start_server({"framed"}, {}, {Input::file, path, {}});
  EXPECT_TRUE(shows(server, "Server > from the file\nServer > and without a newline\n"));
}

// ------------------------------------------------------------------------------------ the operator

class ServerOperator : public ProgramTest {
 protected:
  ServerOperator() { forget(ann, bob); }

  // Discards what was received so far.
  void forget(const Person& first, const Person& second) {
    const std::string mark = "mark";
    server.write(mark + "\n");
    for (const Person& person : {first, second}) {
      const std::string expected = person.dialect->said("Server", mark);
      const auto has_heard = [&] {
        return person.stream().heard.find(expected) != std::string::npos;
      };
      EXPECT_TRUE(wait_until(has_heard)) << server.describe();
      person.client->forget_all();
    }
    const auto is_logged = [&] {
      return server.output().find("Server > " + mark + '\n', said_so_far) != std::string::npos;
    };
    EXPECT_TRUE(wait_until(is_logged)) << server.describe();
    said_so_far = server.output().size();
  }

  // Succeeds if `expected` comes next in the log.
  testing::AssertionResult answers(const std::string& expected) {
    wait_until([&] { return server.output().size() >= said_so_far + expected.size(); });
    const std::string said = server.output().substr(said_so_far, expected.size());
    said_so_far += said.size();
    if (said == expected) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "expected " << escaped(expected) << '\n'
                                       << server.describe();
  }

  // Succeeds if members receive only what the operator says now, and no command.
  void expect_nothing_was_said() {
    server.write("only this\n");
    EXPECT_TRUE(hears(ann, ann.dialect->said("Server", "only this")));
    EXPECT_TRUE(hears(bob, bob.dialect->said("Server", "only this")));
  }

  ChildProcess& server = start_server({"framed", "line"}, {"--max-message=1000"});
  const Person ann = join("framed", "Ann");
  const Person bob = join("line", "Bob");
  std::size_t said_so_far = 0;
};

TEST_F(ServerOperator, SpeaksAsServerToAll) {
  server.write("Good morning\n");
  EXPECT_TRUE(hears(ann, "6         Server12        Good morning"));
  EXPECT_TRUE(hears(bob, "\rServer: Good morning\n"));
  EXPECT_TRUE(answers("Server > Good morning\n"));
}

TEST_F(ServerOperator, IsAskedForTheNameToBanAsInTheOriginal) {
  server.write("ban@\n");
  EXPECT_TRUE(answers("Enter the name of the member to ban :\n"));
  server.write("ann\n");
  EXPECT_TRUE(hears(ann, "6         Server38        Connection from server has been closed"));
  EXPECT_TRUE(wait_until([&] { return ann.stream().ended; })) << "she is not closed";
  EXPECT_TRUE(hears(bob, bob.dialect->left_unexpectedly("Ann")));
  EXPECT_TRUE(shows(server, "banned ann\n"));
  StreamClient& again = connect(place("framed"));
  again.send(frame("ANN"));
  EXPECT_TRUE(hears(again, frame("You are banned from this chat")));
}

TEST_F(ServerOperator, BansAndUnbansByCommand) {
  server.write("/ban Ann\n");
  EXPECT_TRUE(hears(ann, ann.dialect->said("Server", "Connection from server has been closed")));
  EXPECT_TRUE(hears(bob, bob.dialect->left_unexpectedly("Ann")));
  server.write("/unban ann\n");
  EXPECT_TRUE(shows(server, "ann may come back\n"));
  join("framed", "Ann");
  server.write("/unban ann\n/ban Nobody\n/ban\n/unban\n");
  EXPECT_TRUE(shows(server,
                    "ann was not banned\nbanned Nobody, who is not here\n"
                    "ban whom? /ban NAME\nunban whom? /unban NAME\n"));
}

TEST_F(ServerOperator, SeesWhoIsThere) {
  ann.say("one");
  EXPECT_TRUE(shows(server, "> one\n"));
  ann.say("two");
  EXPECT_TRUE(shows(server, "> two\n"));
  said_so_far = server.output().size();
  server.write("/who\n");
  ASSERT_TRUE(wait_until([&] { return lines_of(server.output().substr(said_so_far)).size() >= 3; }))
      << server.describe();
  const std::vector<std::string> lines = lines_of(server.output().substr(said_so_far));
  EXPECT_EQ(lines[0], "2 here");
  EXPECT_TRUE(is_like(lines[1], "  Ann  framed  " + ann.client->address().to_string() +
                                    "  N s  2 messages  0 bytes unsent"));
  EXPECT_TRUE(is_like(lines[2], "  Bob  line  " + bob.client->address().to_string() +
                                    "  N s  0 messages  0 bytes unsent"));
}

TEST_F(ServerOperator, SeesTheStatistics) {
  ann.say("one");
  EXPECT_TRUE(shows(server, "> one\n"));
  said_so_far = server.output().size();
  server.write("/stats\n");
  EXPECT_TRUE(shows(server, "  deepest backlog in bytes: "));
  const std::string all = server.output().substr(said_so_far);
  for (const char* what : {"turns", "wake-ups", "messages in", "messages out", "bytes in",
                           "bytes out", "framed members", "line members", "refused",
                           "datagrams dropped, going out", "datagrams dropped, coming in"}) {
    EXPECT_TRUE(std::regex_search(all, std::regex("  " + std::string(what) + ": [0-9]+\n")))
        << what << '\n'
        << all;
  }
  EXPECT_NE(all.find("  framed members: 1\n  line members: 1\n"), std::string::npos) << all;
  EXPECT_NE(all.find("  messages in: 1\n"), std::string::npos) << all;
}

// With silent members, the server does nothing but answer the operator.
TEST_F(ServerOperator, SeesThatAQuietRoomCostsNoTurns) {
  const auto turns = [&] {
    said_so_far = server.output().size();
    server.write("/stats\n");
    EXPECT_TRUE(wait_until(
        [&] { return server.output().find("deepest", said_so_far) != server.output().npos; }));
    return std::stoi(server.output().substr(server.output().find("turns: ", said_so_far) + 7));
  };
  const int before = turns();
  let_pass(milliseconds(500));
  EXPECT_LE(turns() - before, 10) << "it wakes up for nothing";
}

TEST_F(ServerOperator, CanListTheCommands) {
  server.write("/help\n");
  for (const char* command :
       {"/who", "/ban NAME", "ban@", "/unban NAME", "/stats", "/quit", "//text"}) {
    EXPECT_TRUE(shows(server, command));
  }
  expect_nothing_was_said();
}

TEST_F(ServerOperator, IsToldThatACommandIsUnknownAndItIsNotSent) {
  server.write("/frob now\n");
  EXPECT_TRUE(answers("no such command: /frob, see /help (// to say it)\n"));
  expect_nothing_was_said();
}

TEST_F(ServerOperator, SendsATextThatBeginsWithASlashByTwoSlashes) {
  server.write("//who is it?\n");
  EXPECT_TRUE(hears(ann, ann.dialect->said("Server", "/who is it?")));
  EXPECT_TRUE(answers("Server > /who is it?\n"));
}

TEST_F(ServerOperator, IsToldThatALineIsTooLongAndTheOthersAreSent) {
  server.write(std::string(1001, 'x') + "\n" + std::string(1000, 'y') + "\n" +
               std::string(200000, 'z') + "\nthe end\n");
  EXPECT_TRUE(answers("not said: 1001 bytes are too long, at most 1000 are accepted\n"));
  EXPECT_TRUE(hears(ann, ann.dialect->said("Server", std::string(1000, 'y'))));
  EXPECT_TRUE(hears(ann, ann.dialect->said("Server", "the end")));
  EXPECT_TRUE(shows(server, "not said: 200000 bytes are too long, at most 1000 are accepted\n"));
}

TEST_F(ServerOperator, SendsNothingByAnEmptyLine) {
  server.write("\n\r\n\n");
  expect_nothing_was_said();
}

// ----------------------------------------------------------------------------------------- the end

TEST_F(ServerOperator, StopsTheServerByQuitWhichTellsTheMembersAndEndsWith0) {
  server.write("/quit\n");
  EXPECT_TRUE(hears(ann, farewell));
  EXPECT_TRUE(hears(bob, "\rServer: The server is shutting down\n"));
  EXPECT_TRUE(ends(server, 0));
  EXPECT_TRUE(wait_until([&] { return ann.stream().ended && bob.stream().ended; }));
  EXPECT_TRUE(answers("stopping\n"));
  EXPECT_EQ(server.errors(), "");
}

TEST_F(ServerOperator, StopsTheServerByCtrlCWhichTellsTheMembersAndEndsWith0) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  server.interrupt();
  EXPECT_TRUE(hears(ann, farewell));
  EXPECT_TRUE(ends(server, 0));
  EXPECT_TRUE(wait_until([&] { return ann.stream().ended && bob.stream().ended; }));
}

TEST_F(ServerOperator, StopsTheServerByASignalWhichTellsTheMembersAndEndsWith0) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  server.terminate();
  EXPECT_TRUE(hears(ann, farewell));
  EXPECT_TRUE(ends(server, 0));
  EXPECT_TRUE(wait_until([&] { return ann.stream().ended && bob.stream().ended; }));
}

TEST_F(ServerOperator, StopsTheServerAlthoughAMemberDoesNotRead) {
  ann.stream().reads = false;
  for (int i = 0; i < 5000; ++i) bob.say(std::string(900, 'x'));
  let_pass(milliseconds(300));
  server.write("/quit\n");
  EXPECT_TRUE(ends(server, 0));
}

}  // namespace
}  // namespace chatlab::server_test
