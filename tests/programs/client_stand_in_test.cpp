// The client with stand-ins for the original servers: which bytes it sends, and how it interprets
// theirs. The original servers differ from chat-server, and some of their habits are bad.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::client_stand_in_test {
namespace {

class ClientWithOriginal : public ProgramTest {
 protected:
  // A client called Ann and a stand-in over TCP that it has connected to.
  void meet(const std::string& protocol, const Arguments& more = {"--name=Ann"}) {
    server = &stand_in_over_tcp();
    client = &start_client(protocol, server->address(), more);
    EXPECT_TRUE(wait_until([&] { return server->has_client(); })) << client->describe();
  }

  // As above, over UDP.
  void meet_over_udp(const std::string& protocol, const Arguments& more = {"--name=Ann"}) {
    udp_server = &stand_in_over_udp();
    client = &start_client(protocol, udp_server->address(), more);
  }

  std::size_t datagrams() const { return udp_server->heard().size(); }

  StreamStandIn* server = nullptr;
  DatagramStandIn* udp_server = nullptr;
  ChildProcess* client = nullptr;
};

// ------------------------------------------------------------------------------------------ framed

TEST_F(ClientWithOriginal, FramedSendsTheNameAndWaitsForTheWelcome) {
  meet("framed");
  client->write("hello\n");
  EXPECT_TRUE(was_sent(*server, "3         Ann"));
  let_pass(milliseconds(100));
  EXPECT_TRUE(was_sent(*server, "3         Ann")) << "it did not wait for the welcome";
  server->send("45        Welcome to the server,Thanks for connecting!!");
  EXPECT_TRUE(was_sent(*server, "3         Ann5         hello"));
  client->write("exit@me\n");
  EXPECT_TRUE(was_sent(*server, "3         Ann5         hello7         exit@me"));
  server->close();
  EXPECT_TRUE(ends(*client, 0));
}

TEST_F(ClientWithOriginal, FramedShowsNoControlCharacters) {
  meet("framed");
  server->send(frame("Welcome") + frame("Bob") + frame("\33[2J\33]0;title\7red\x9B!") +
               frame("Eve\33[31m") + frame("line\nbreak") + frame("Bob") + frame("the end"));
  EXPECT_TRUE(shows(*client, "Bob > the end\n"));
  EXPECT_EQ(client->output(),
            "Server > Welcome\nBob > [2J]0;titlered\xEF\xBF\xBD!\nEve[31m > linebreak\n"
            "Bob > the end\n");
}

TEST_F(ClientWithOriginal, FramedReportsAServerThatSpeaksAnotherProtocol) {
  meet("framed");
  server->send("HTTP/1.0 400 Bad Request\r\n\r\n");
  EXPECT_TRUE(ends(*client, 1));
  EXPECT_EQ(client->errors().compare(0, 47, "chat-client: the server does not speak framed: "), 0)
      << client->errors();
}

// The original forgets the socket after exit@me and never closes it.
TEST_F(ClientWithOriginal, FramedLeavesAServerThatNeverCloses) {
  meet("framed");
  server->send(frame("Welcome"));
  client->write("hello\n");
  client->end_input();
  EXPECT_TRUE(was_sent(*server, frame("Ann") + frame("hello") + frame("exit@me")));
  const TimePoint start = now();
  EXPECT_TRUE(ends(*client, 0));
  EXPECT_LT(now() - start, milliseconds(6000)) << "two seconds, on a machine with nothing to do";
  EXPECT_TRUE(server->heard_end());
}

TEST_F(ClientWithOriginal, FramedReportsThatTheServerHasClosed) {
  meet("framed");
  server->send(frame("Welcome") + frame("Bob") + frame("last words"));
  EXPECT_TRUE(shows(*client, "last words"));
  server->close();
  EXPECT_TRUE(ends(*client, 1));
  EXPECT_EQ(client->errors(), "Connection closed by the Server (end of stream)\n");
  EXPECT_EQ(client->output(), "Server > Welcome\nBob > last words\n");
}

TEST_F(ClientWithOriginal, FramedReportsWhatTheServerLeftUnfinished) {
  meet("framed");
  server->send(frame("Welcome") + frame("Bob") + "5         he");
  EXPECT_TRUE(shows(*client, "Welcome\n"));
  server->close();
  EXPECT_TRUE(ends(*client, 1));
  EXPECT_EQ(client->errors(),
            "Connection closed by the Server (end of stream inside a frame: 2 of 5 bytes)\n");
}

TEST_F(ClientWithOriginal, FramedReportsThatTheServerClosedBeforeTheWelcome) {
  meet("framed");
  server->end_stream();
  EXPECT_TRUE(ends(*client, 1));
  EXPECT_EQ(client->errors(), "Connection closed by the Server (end of stream)\n");
  EXPECT_EQ(client->output(), "");
}

TEST_F(ClientWithOriginal, FramedReportsThatTheServerBrokeOffWhileTheClientWasLeaving) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  meet("framed");
  server->send(frame("Welcome"));
  EXPECT_TRUE(shows(*client, "Welcome\n"));
  server->reads = false;
  client->write("unread, it makes the close a reset\n");
  client->end_input();
  EXPECT_TRUE(wait_until([&] { return server->has_unread(); }));
  server->close();
  EXPECT_TRUE(ends(*client, 1));
  const std::string errors = client->errors();
  EXPECT_EQ(errors.find("Connection closed by the Server ("), 0u) << client->describe();
  EXPECT_EQ(errors.find("end of stream"), std::string::npos) << client->describe();
}

TEST_F(ClientWithOriginal, FramedWaitsTwoSecondsAfterCtrlCIfTheServerDoesNotRead) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  meet("framed");
  server->send(frame("Welcome"));
  EXPECT_TRUE(shows(*client, "Welcome\n"));
  server->reads = false;
  const std::string line(10000, 'x');
  for (int i = 0; i < 2000; ++i) client->write(line + '\n');
  EXPECT_TRUE(wait_until([&] { return server->has_unread(); }));
  client->interrupt();
  const TimePoint start = now();
  EXPECT_TRUE(ends(*client, 0));
  EXPECT_LT(now() - start, milliseconds(5000)) << "two seconds, on a machine with nothing to do";
}

TEST_F(ClientWithOriginal, FramedEndsWith0AfterQuitInPlaceOfAName) {
  client = &start_client("framed", stand_in_over_tcp().address(), {});
  client->write("/quit\n");
  EXPECT_TRUE(ends(*client, 0));
}

// -------------------------------------------------------------------------------------------- line

TEST_F(ClientWithOriginal, LineSendsTheNameWithoutANewlineAndWaitsForTheWelcome) {
  meet("line");
  client->write("hello\n");
  EXPECT_TRUE(was_sent(*server, "Ann"));
  let_pass(milliseconds(100));
  EXPECT_TRUE(was_sent(*server, "Ann")) << "it did not wait for the welcome";
  server->send("\r\33[32m\33[1m Welcome to chat room. Enter 'tata' to exit\n\33[0m");
  EXPECT_TRUE(was_sent(*server, "Annhello\n"));
  client->write("bye\n");
  EXPECT_TRUE(was_sent(*server, "Annhello\nbye\n"));
  server->close();
  EXPECT_TRUE(ends(*client, 0));
}

// ------------------------------------------------------------------------------------------- named

TEST_F(ClientWithOriginal, NamedLeavesTimeBetweenTheNameAndTheFirstMessage) {
  meet("named");
  client->write("hello\n");
  EXPECT_TRUE(was_sent(*server, "AnnAnn: hello"));
  EXPECT_GE(server->chunks().back().seen - server->chunks().front().not_yet, milliseconds(250));
}

TEST_F(ClientWithOriginal, NamedLeavesTimeBetweenMessages) {
  meet("named");
  client->write("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  client->end_input();
  std::string all = "Ann";
  for (const char digit : std::string("0123456789")) all += std::string("Ann: ") + digit;
  EXPECT_TRUE(was_sent(*server, all + "q:quit"));
  EXPECT_GE(server->chunks().back().seen - server->chunks().front().not_yet, milliseconds(750));
  server->close();
  EXPECT_TRUE(ends(*client, 0));
}

// Its messages are 50 ms apart, so that most are still to be sent when the input has ended.
TEST_F(ClientWithOriginal, NamedReportsThatTheServerClosedBeforeEverythingWasSent) {
  meet("named");
  for (int i = 0; i < 200; ++i) client->write("hello\n");
  client->end_input();
  EXPECT_TRUE(wait_until([&] { return server->chunks().size() > 2; }));
  server->end_stream();
  EXPECT_TRUE(ends(*client, 1));
  EXPECT_EQ(client->errors(), "Connection closed by the Server (end of stream)\n");
}

TEST_F(ClientWithOriginal, NamedSendsItsWordForLeavingForTheLetterQ) {
  meet("named");
  client->write("q\n");
  EXPECT_TRUE(was_sent(*server, "Annq:quit"));
  server->close();
  EXPECT_TRUE(ends(*client, 0));
}

// --------------------------------------------------------------------------------------- anonymous

TEST_F(ClientWithOriginal, AnonymousSendsTheBareTextAndClosesToLeave) {
  meet("anonymous", {});
  client->write("\nhello\n");
  EXPECT_TRUE(was_sent(*server, "hello"));
  client->end_input();
  EXPECT_TRUE(wait_until([&] { return server->heard_end(); })) << client->describe();
  EXPECT_EQ(server->heard(), "hello");
  server->close();
  EXPECT_TRUE(ends(*client, 0));
}

// The protocol has no word for leaving, so no text may be understood as one.
TEST_F(ClientWithOriginal, AnonymousDoesNotLeaveOnALineOfSpaces) {
  meet("anonymous", {});
  client->write("  \nhello\n");
  EXPECT_TRUE(was_sent(*server, "  hello"));
}

// ---------------------------------------------------------------------------------------- datagram

TEST_F(ClientWithOriginal, DatagramRepeatsItsJoinUntilItIsWelcomed) {
  meet_over_udp("datagram");
  client->write("hello\n");
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 3; })) << client->describe();
  udp_server->send("Welcome to the server,Thanks for connecting!!");
  ASSERT_TRUE(wait_until([&] { return udp_server->heard().back().bytes == "3Annhello"; }))
      << client->describe();
  std::vector<std::string> expected(datagrams() - 1, "USERNAMEAnn");
  expected.push_back("3Annhello");
  EXPECT_TRUE(was_sent(*udp_server, expected));
  client->write("exit@me\n");
  EXPECT_TRUE(ends(*client, 0));
  expected.push_back(
      "exit@me");  // without digit and name, which its original server can't see past
  EXPECT_TRUE(was_sent(*udp_server, expected));
}

TEST_F(ClientWithOriginal, DatagramShowsMessagesBeforeTheWelcomeAndStillWaitsForIt) {
  meet_over_udp("datagram");
  client->write("hello\n");
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 1; })) << client->describe();
  udp_server->send("3Bobhi");
  EXPECT_TRUE(shows(*client, "Bob > hi\n"));
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 2; })) << client->describe();
  for (const Arrival& datagram : udp_server->heard()) EXPECT_EQ(datagram.bytes, "USERNAMEAnn");
  udp_server->send("Welcome to the server,Thanks for connecting!!");
  EXPECT_TRUE(wait_until([&] { return udp_server->heard().back().bytes == "3Annhello"; }))
      << client->describe();
}

TEST_F(ClientWithOriginal, DatagramRefusesALineThatNoDatagramCanCarry) {
  meet_over_udp("datagram");
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 1; })) << client->describe();
  udp_server->send("Welcome to the server,Thanks for connecting!!");
  const std::string longest(65507 - 4, 'x');
  client->write(longest + "y\n" + longest + '\n');
  EXPECT_TRUE(wait_until([&] { return udp_server->heard().back().bytes == "3Ann" + longest; }));
  EXPECT_TRUE(
      complains(*client, "chat-client: not sent: a line of 65504 bytes, at most 65503 are sent\n"));
}

TEST_F(ClientWithOriginal, DatagramReportsThatTheServersPortIsClosed) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  meet_over_udp("datagram");
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 1; })) << client->describe();
  udp_server->send("Welcome to the server,Thanks for connecting!!");
  EXPECT_TRUE(shows(*client, "connecting!!\n"));
  const std::string place = udp_server->address().to_string();
  udp_server->close();
  client->write("hello\nhello?\n");
  EXPECT_TRUE(complains(*client, "chat-client: no program listens at " + place + ": "));
  client->end_input();
  EXPECT_TRUE(ends(*client, 1));
  const std::vector<std::string> lines = lines_of(client->errors());
  ASSERT_EQ(lines.size(), 2u) << client->describe();
  EXPECT_EQ(lines[1].find("chat-client: not all that was sent has reached " + place + ": "), 0u);
}

TEST_F(ClientWithOriginal, DatagramIgnoresOtherSenders) {
  meet_over_udp("datagram");
  DatagramStandIn& stranger = stand_in_over_udp();
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 1; })) << client->describe();
  stranger.send_to("3Eveboo", udp_server->last());
  udp_server->send("Welcome to the server,Thanks for connecting!!");
  udp_server->send("3Bobhello");
  EXPECT_TRUE(shows(*client, "Bob > hello\n"));
  EXPECT_EQ(client->output().find("boo"), std::string::npos);
}

// Ten seconds, since only a timeout can tell over UDP.
TEST_F(ClientWithOriginal, DatagramGivesUpAfterTenSeconds) {
  const TimePoint start = system_time();
  meet_over_udp("datagram");
  EXPECT_TRUE(ends(*client, 1, 2 * patience));
  EXPECT_GE(system_time() - start, milliseconds(10000));
  EXPECT_EQ(client->errors(), "chat-client: no welcome in 10 seconds from " +
                                  udp_server->address().to_string() +
                                  "; start chat-server there, or give another HOST and PORT\n");
  EXPECT_EQ(client->output(), "");
  for (const Arrival& datagram : udp_server->heard()) EXPECT_EQ(datagram.bytes, "USERNAMEAnn");
  EXPECT_GE(datagrams(), 10u);
}

TEST_F(ClientWithOriginal, DatagramCanBeInterruptedWhileItWaits) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  meet_over_udp("datagram");
  ASSERT_TRUE(wait_until([&] { return datagrams() >= 1; })) << client->describe();
  client->interrupt();
  EXPECT_TRUE(ends(*client, 0, milliseconds(5000)));
}

// -------------------------------------------------------------------------------------------- echo

TEST_F(ClientWithOriginal, EchoSendsTheBareTextAndWaitsForItsAnswer) {
  meet_over_udp("echo", {});
  client->write("hello\n");
  client->end_input();
  EXPECT_TRUE(was_sent(*udp_server, {"hello"}));
  let_pass(milliseconds(100));
  EXPECT_FALSE(client->has_ended()) << "it did not wait for the answer";
  udp_server->send("[127.0.0.1:5000] hello");
  EXPECT_TRUE(ends(*client, 0));
  EXPECT_EQ(client->output(), "127.0.0.1:5000 > hello\n");
}

TEST_F(ClientWithOriginal, EchoReportsThatNoAnswerCame) {
  meet_over_udp("echo", {});
  client->write("hello\n");
  client->end_input();
  EXPECT_TRUE(ends(*client, 1));
  EXPECT_EQ(client->errors(), "chat-client: not all that was sent has reached " +
                                  udp_server->address().to_string() + '\n');
}

}  // namespace
}  // namespace chatlab::client_stand_in_test
