// The client, from outside, in the room of the real server: all protocols, pipes, files, exit
// statuses.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::client_test {
namespace {

const std::string framed_welcome = "Server > Welcome to the server,Thanks for connecting!!\n";

// What the client shows of a protocol's welcome.
std::string welcome_shown(const Dialect& dialect) {
  const std::string text = dialect.shown_welcome();
  return text.empty() ? text : "Server > " + text + "\n";
}

std::string without(std::string text, const std::string& part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part)) {
    text.erase(at, part.size());
  }
  return text;
}

// ------------------------------------------------------------------------------- in every protocol

std::string protocol_name(const testing::TestParamInfo<std::string>& tested) {
  return tested.param;
}

class ClientProgramIn : public ProgramTest, public testing::WithParamInterface<std::string> {
 protected:
  // Waits until Wat has heard that the client joined. Returns the client's name or, if the protocol
  // has none, its address.
  std::string hears_join() {
    const std::string notice = " joined the conversation";
    const auto find_notice = [&] { return wat.stream().heard.find(notice) != std::string::npos; };
    EXPECT_TRUE(wait_until(find_notice)) << client.describe();
    const std::string text = conversation_in(wat.stream().heard).front().text;
    wat.client->forget_all();
    return text.substr(0, text.find(notice));
  }

  const std::string protocol = GetParam();
  const Dialect& dialect = dialect_of(protocol);
  const bool has_name = protocol_called(protocol).identity() == Identity::name;
  ChildProcess& server = start_server({"framed", protocol == "framed" ? "line" : protocol});
  const Person wat = join("framed", "Wat");
  ChildProcess& client =
      start_client(protocol, place(protocol), has_name ? Arguments{"--name=Ann"} : Arguments{});
};

INSTANTIATE_TEST_SUITE_P(Protocols, ClientProgramIn, testing::ValuesIn(member_protocols()),
                         protocol_name);

// Protocols with names, and protocols in which the server can close.
class ClientWithNameIn : public ClientProgramIn {};
INSTANTIATE_TEST_SUITE_P(Protocols, ClientWithNameIn, testing::ValuesIn(protocols_with_names()),
                         protocol_name);

class ClientOverTcpIn : public ClientProgramIn {};
INSTANTIATE_TEST_SUITE_P(Protocols, ClientOverTcpIn, testing::ValuesIn(stream_protocols()),
                         protocol_name);

TEST_P(ClientProgramIn, SendsWhatIsTypedAndShowsWhatOthersSay) {
  const std::string name = hears_join();
  EXPECT_EQ(name == "Ann", has_name) << name;
  client.write("hello\n");
  EXPECT_TRUE(hears(wat, wat.dialect->said(name, "hello"))) << client.describe();
  wat.say("hi: there");
  EXPECT_TRUE(shows(client, "Wat > hi: there\n"));
  server.write("news\n");
  EXPECT_TRUE(shows(client, "Server > news\n"));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "news")));
  client.end_input();
  EXPECT_TRUE(hears(wat, wat.dialect->left(name)));
  EXPECT_TRUE(ends(client, 0));
  EXPECT_EQ(client.output(), welcome_shown(dialect) + "Wat > hi: there\nServer > news\n");
  EXPECT_EQ(client.errors(), "");
}

TEST_P(ClientProgramIn, ShowsWhoJoinsAndLeaves) {
  hears_join();
  const Person bob = join("framed", "Bob");
  EXPECT_TRUE(shows(client, "Server > " + dialect.shown_joined("Bob") + "\n"));
  bob.leave();
  EXPECT_TRUE(shows(client, "Server > " + dialect.shown_left("Bob") + "\n"));
}

TEST_P(ClientWithNameIn, LeavesByTheProtocolsOwnWord) {
  const std::string name = hears_join();
  if (dialect.typed_leave().empty()) GTEST_SKIP() << "it has no word for leaving";
  client.write(dialect.typed_leave() + "\n");
  EXPECT_TRUE(hears(wat, wat.dialect->left(name)));
  EXPECT_TRUE(ends(client, 0));
  EXPECT_EQ(client.errors(), "");
}

TEST_P(ClientProgramIn, LeavesByQuit) {
  const std::string name = hears_join();
  client.write("/quit\n");
  EXPECT_TRUE(hears(wat, wat.dialect->left(name)));
  EXPECT_TRUE(ends(client, 0));
}

TEST_P(ClientProgramIn, EndsWith0AfterCtrlC) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  const std::string name = hears_join();
  client.write("hello\n");
  EXPECT_TRUE(hears(wat, wat.dialect->said(name, "hello")));
  client.interrupt();
  EXPECT_TRUE(hears(wat, wat.dialect->left(name)));
  EXPECT_TRUE(ends(client, 0));
}

TEST_P(ClientProgramIn, SendsAllOfAPipeAndLeavesAtItsEnd) {
  const std::string name = hears_join();
  // Over UDP, few messages, so that none is lost. If only time keeps messages apart, few as well,
  // since each message needs time.
  const bool loses_nothing = !dialect.is_over_udp() && protocol_called(protocol).has_boundaries();
  const int count = loses_nothing ? 10000 : 50;
  std::string input;
  std::string expected;
  for (int i = 0; i < count; ++i) {
    input += "message " + std::to_string(i) + "\n";
    expected += "message " + std::to_string(i);
  }
  client.write(input);
  client.end_input();
  EXPECT_TRUE(ends(client, 0));
  EXPECT_EQ(client.errors(), "");
  const std::string last = wat.dialect->left(name);
  const auto has_left = [&] { return wat.stream().heard.find(last) != std::string::npos; };
  EXPECT_TRUE(wait_until(has_left));
  std::string heard;
  for (const Said& said : conversation_in(wat.stream().heard)) {
    if (said.sender == name) heard += without(said.text, "Ann: ");  // of chunks that ran together
  }
  EXPECT_EQ(first_difference(expected, heard), "");
}

TEST_P(ClientWithNameIn, ReportsARefusalAndEndsWith1) {
  hears_join();
  ChildProcess& second = start_client(protocol, place(protocol), {"--name=aNN"});
  EXPECT_TRUE(ends(second, 1));
  EXPECT_EQ(second.errors(), "chat-client: Username already taken!\n");
  EXPECT_EQ(second.output(), "");
  ChildProcess& impostor = start_client(protocol, place(protocol), {"--name=server"});
  EXPECT_TRUE(ends(impostor, 1));
  EXPECT_EQ(impostor.errors(), "chat-client: Username not allowed\n");
}

TEST_P(ClientProgramIn, ReportsABanAndEndsWith1) {
  const std::string name = hears_join();
  server.write("/ban " + name + "\n");
  EXPECT_TRUE(ends(client, 1));
  EXPECT_EQ(client.output(),
            welcome_shown(dialect) + "Server > Connection from server has been closed\n");
  const bool has_stream = protocol_called(protocol).transport() == Transport::tcp;
  EXPECT_EQ(client.errors(), has_stream ? "Connection closed by the Server (end of stream)\n"
                                        : "Connection closed by the Server\n");
}

TEST_P(ClientOverTcpIn, ReportsThatTheServerHasEndedAndEndsWith1) {
  hears_join();
  server.write("/quit\n");
  EXPECT_TRUE(shows(client, "Server > The server is shutting down\n"));
  EXPECT_TRUE(ends(client, 1));
  EXPECT_EQ(client.errors(), "Connection closed by the Server (end of stream)\n");
}

// ---------------------------------------------------------------------------------------- the echo

class ClientProgram : public ProgramTest {};

TEST_F(ClientProgram, ShowsTheAnswersOfTheEchoServer) {
  start_server({"framed", "echo"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_client("echo", place("echo"), {});
  client.write("hello\n");
  EXPECT_TRUE(shows(client, " > hello\n"));
  const std::string address = client.output().substr(0, client.output().find(" > "));
  EXPECT_EQ(address.compare(0, 10, "127.0.0.1:"), 0) << address;
  EXPECT_TRUE(hears(wat, wat.dialect->said(address, "hello")));
  client.write("again\n");
  client.end_input();
  EXPECT_TRUE(ends(client, 0));
  EXPECT_EQ(client.output(), address + " > hello\n" + address + " > again\n");
}

// --------------------------------------------------------------------------------------- the input

TEST_F(ClientProgram, AsksForTheNameOnStandardErrorIfItIsNotGiven) {
  start_server({"framed"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_client("framed", place("framed"), {});
  EXPECT_TRUE(complains(client, "UserName : "));
  client.write("\nAnn\nhello\n");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "hello")));
  client.end_input();
  EXPECT_TRUE(ends(client, 0));
  EXPECT_EQ(client.errors(), "UserName : UserName : ") << "an empty name is asked for again";
  EXPECT_EQ(client.output(), framed_welcome);
}

TEST_F(ClientProgram, EndsWith1IfNoNameIsGivenAtAll) {
  start_server({"framed"});
  ChildProcess& client = start_client("framed", place("framed"), {}, {Input::null_device, {}, {}});
  EXPECT_TRUE(ends(client, 1));
  EXPECT_EQ(client.errors(), "UserName : chat-client: no name was given\n");
  EXPECT_EQ(client.output(), "");
}

TEST_F(ClientProgram, JoinsAndLeavesIfItHasNoInput) {
  start_server({"framed"});
  const Person wat = join("framed", "Wat");
  for (const Input input : {Input::null_device, Input::closed}) {
    ChildProcess& client = start_client("framed", place("framed"), {"--name=Ann"}, {input, {}, {}});
    EXPECT_TRUE(ends(client, 0));
    EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
    EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
    EXPECT_EQ(client.output(), framed_welcome);
    EXPECT_EQ(client.errors(), "");
  }
}

TEST_F(ClientProgram, SendsEachLineOfAFile) {
  start_server({"framed"});
  const Person wat = join("framed", "Wat");
  const std::string path = testing::TempDir() + "chatlab_client_input.txt";
  std::ofstream(path, std::ios::binary) << "first\r\n\nsecond\nwithout a newline";
  start_client("framed", place("framed"), {"--name=Ann"}, {Input::file, path, {}});
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "first")));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "second")));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "without a newline")));
  EXPECT_TRUE(hears(wat, wat.dialect->left("Ann")));
}

TEST_F(ClientProgram, RefusesALineThatIsTooLongAndSendsTheOthers) {
  start_server({"framed"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_client("framed", place("framed"), {"--name=Ann"});
  const std::string longest(65536, 'y');
  client.write("before\n" + longest + 'x' + '\n' + longest + "\nafter\n");
  client.end_input();
  EXPECT_TRUE(ends(client, 0));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "before")));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", longest)));
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "after")));
  EXPECT_EQ(client.errors(),
            "chat-client: not sent: a line of 65537 bytes, at most 65536 are sent\n");
}

// A script whose output is not read for a while: the client stops reading from the server, and
// nothing is lost.
TEST_F(ClientProgram, LosesNothingWhileItsOutputIsNotRead) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = start_client("framed", server.address(), {"--name=Ann"});
  client.reads_output = false;
  std::string shown = framed_welcome;
  server.send(frame("Welcome to the server,Thanks for connecting!!"));
  for (int i = 0; i < 16000; ++i) {
    std::string text = "message " + std::to_string(i) + ' ';
    text.resize(500, '.');
    server.send(frame("Bob") + frame(text));
    shown += "Bob > " + text + "\n";
  }
  EXPECT_TRUE(wait_until([&] { return server.has_client(); }));
  EXPECT_TRUE(is_stuck([&] { return server.unsent(); })) << "all was accepted: nothing was tested";
  client.reads_output = true;
  EXPECT_TRUE(wait_until([&] { return client.output().size() >= shown.size(); }))
      << client.describe();
  EXPECT_EQ(first_difference(shown, client.output()), "");
  client.end_input();
  EXPECT_TRUE(was_sent(server, frame("Ann") + frame("exit@me")));
  server.close();
  EXPECT_TRUE(ends(client, 0));
}

TEST_F(ClientProgram, EndsWith1IfTheReaderOfItsOutputIsGone) {
  start_server({"framed"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_client("framed", place("framed"), {"--name=Ann"});
  EXPECT_TRUE(shows(client, framed_welcome));
  client.close_output();
  wat.say("anybody there?");
  EXPECT_TRUE(ends(client, 1));
}

// -------------------------------------------------------------------------------------- the server

TEST_F(ClientProgram, AcceptsTheNameOfAHost) {
  start_server({"framed", "datagram"});
  for (const char* protocol : {"framed", "datagram"}) {
    ChildProcess& client =
        start("chat-client", {"--protocol", protocol, "--name", protocol, "localhost",
                              std::to_string(place(protocol).port())});
    EXPECT_TRUE(shows(client, framed_welcome));
    client.end_input();
    EXPECT_TRUE(ends(client, 0));
  }
}

// `localhost` is ::1 and 127.0.0.1 on most systems, and a server listens to one of them.
TEST_F(ClientProgram, TriesEveryAddressOfTheHost) {
  const std::vector<Address> addresses = resolve("localhost", 0);
  const bool is_both = std::any_of(addresses.begin(), addresses.end(), [](const Address& one) {
    return one.family() == Address::Family::ipv6;
  });
  if (!is_both || !has_ipv6()) GTEST_SKIP() << "localhost is not ::1 on this system";
  for (const char* host : {"127.0.0.1", "::1"}) {
    start_server({"framed", "datagram"}, {"--host", host});
    for (const char* protocol : {"framed", "datagram"}) {
      ChildProcess& client =
          start("chat-client", {"--protocol", protocol, "--name", protocol, "localhost",
                                std::to_string(place(protocol).port())});
      EXPECT_TRUE(shows(client, framed_welcome)) << "the server is at " << host;
      client.end_input();
      EXPECT_TRUE(ends(client, 0));
    }
  }
}

TEST_F(ClientProgram, SpeaksOverIpv6) {
  if (!has_ipv6()) GTEST_SKIP() << "this system has no ::1";
  start_server({"framed", "datagram"}, {"--host=::1"});
  for (const char* protocol : {"framed", "datagram"}) {
    ChildProcess& client = start_client(protocol, place(protocol), {"--name", protocol});
    EXPECT_TRUE(shows(client, framed_welcome));
    client.end_input();
    EXPECT_TRUE(ends(client, 0));
  }
}

// ----------------------------------------------------------------------------------- what is shown

TEST_F(ClientProgram, ShowsTheTimeIfAskedTo) {
  start_server({"framed"});
  ChildProcess& client = start_client("framed", place("framed"), {"--name=Ann", "--timestamps"});
  EXPECT_TRUE(shows(client, framed_welcome));
  const std::string pattern = "[00:00:00] ";  // 0 stands for a digit
  const std::string stamp = client.output().substr(0, pattern.size());
  std::string shape = stamp;
  for (char& character : shape) {
    if (character >= '0' && character <= '9') character = '0';
  }
  EXPECT_EQ(shape, pattern);
  EXPECT_EQ(client.output(), stamp + framed_welcome);
}

TEST_F(ClientProgram, WritesNoEscapeSequenceIntoAPipeUnlessAskedTo) {
  start_server({"framed"});
  ChildProcess& plain = start_client("framed", place("framed"), {"--name=Ann"});
  EXPECT_TRUE(shows(plain, framed_welcome));
  EXPECT_EQ(plain.output(), framed_welcome);
  ChildProcess& coloured =
      start_client("framed", place("framed"), {"--name=Bob", "--color=always"});
  EXPECT_TRUE(shows(coloured, "\33["));
}

TEST_F(ClientProgram, IsToldThatItWasSilentForTooLongAndJoinsAgain) {
  start_server({"framed", "datagram"}, {"--datagram-idle", "1"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_client("datagram", place("datagram"), {"--name=Ann"});
  const std::string welcome = "Server > Welcome to the server,Thanks for connecting!!\n";
  EXPECT_TRUE(
      shows(client, welcome +
                        "Server > You have been silent for too long and are not in the room "
                        "any more\n" +
                        welcome));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann") + wat.dialect->left_unexpectedly("Ann") +
                             wat.dialect->joined("Ann")));
  client.end_input();
  EXPECT_TRUE(ends(client, 0));
}

}  // namespace
}  // namespace chatlab::client_test
