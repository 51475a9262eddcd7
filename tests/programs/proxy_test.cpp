// chat-proxy, from outside: TCP. What a fault does in detail is tested in tests/apps/proxy/.
#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <vector>

#include "platform/call_observer.hpp"
#include "tests/programs/proxy_testing.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::proxy_test {
namespace {

class TcpProxy : public TcpProxyProgram {
 protected:
  /// Connects to the proxy, and waits until it ends the connection. It may do so before connect(2)
  /// has reported success.
  std::error_code error_of_a_connection() {
    try {
      const StreamClient& client = connect(proxy_place);
      EXPECT_TRUE(wait_until([&] { return client.is_over(); }));
      return client.error;
    } catch (const std::system_error& error) {
      return error.code();
    }
  }

  /// Waits until the server has heard so many bytes.
  bool server_hears(std::size_t size) {
    return wait_until([&] { return server.heard().size() >= size; });
  }
};

// --------------------------------------------------------------------------------- passing it on

TEST_F(TcpProxy, PassesBytesOnInBothDirections) {
  StreamClient& client = connect_through();
  client.send("request");
  EXPECT_TRUE(was_sent(server, "request"));
  server.send("answer");
  EXPECT_TRUE(hears(client, "answer"));
}

TEST_F(TcpProxy, PassesLargeAmountsOnUnchanged) {
  StreamClient& client = connect_through();
  const std::string up = pattern(3000000);
  const std::string down = pattern(2000000);
  client.send(up);
  server.send(down);
  EXPECT_TRUE(server_hears(up.size()));
  EXPECT_TRUE(server.heard() == up);
  EXPECT_TRUE(wait_until([&] { return client.heard.size() == down.size(); }));
  EXPECT_TRUE(client.heard == down);
}

TEST_F(TcpProxy, PassesAHalfCloseOnInOrder) {
  StreamClient& client = connect_through();
  client.send(pattern(500000));
  client.half_close();
  EXPECT_TRUE(wait_until([&] { return server.heard_end(); }));
  EXPECT_EQ(server.heard().size(), 500000u);
  server.send("the answer, after the end of the question");
  EXPECT_TRUE(hears(client, "the answer, after the end of the question"));
  EXPECT_FALSE(client.is_over());
  server.end_stream();
  EXPECT_TRUE(wait_until([&] { return client.ended; }));
  EXPECT_TRUE(shows(*proxy, "closed after"));
}

TEST_F(TcpProxy, PassesAResetOnAsAReset) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  StreamClient& client = connect_through();
  client.send("unread");
  ASSERT_TRUE(server_hears(6));
  server.reads = false;
  client.send("and this is never read");
  ASSERT_TRUE(wait_until([&] { return server.has_unread(); }));
  server.close();
  EXPECT_TRUE(wait_until([&] { return client.is_over(); }));
  EXPECT_EQ(client.error, std::errc::connection_reset);
  EXPECT_TRUE(shows(*proxy, "s2c: server reset by peer"));
}

// A server that goes on sending to a client that has closed must receive a reset, as it would
// without a proxy.
TEST_F(TcpProxy, ResetsTheServerIfTheClientIsGone) {
  StreamClient& client = connect_through();
  client.send("hello");
  ASSERT_TRUE(server_hears(5));
  client.close();
  ASSERT_TRUE(wait_until([&] { return server.heard_end(); }));
  server.send(pattern(3000000));
  EXPECT_TRUE(shows(*proxy, "closed after"));
}

TEST_F(TcpProxy, ResetsTheClientIfTheServerRefuses) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  const RefusingAddress nobody;
  ChildProcess& refused = start_proxy(nobody.address());
  EXPECT_EQ(error_of_a_connection(), std::errc::connection_reset);
  EXPECT_TRUE(shows(refused, " is reset: connect " + nobody.address().to_string() + ": "));
}

TEST_F(TcpProxy, TriesAllAddressesOfAName) {
  start_proxy_to("localhost:" + std::to_string(server.address().port()), {});
  StreamClient& client = connect(proxy_place);
  client.send("by name");
  EXPECT_TRUE(was_sent(server, "by name"));
}

TEST_F(TcpProxy, SpeaksIpv6OnBothSides) {
  if (!has_ipv6()) GTEST_SKIP() << "this system has no ::1";
  StreamStandIn& there = stand_in_over_tcp("::1");
  start_proxy(there.address(), {}, "[::1]:0");
  StreamClient& client = connect(proxy_place);
  client.send("over IPv6");
  EXPECT_TRUE(was_sent(there, "over IPv6"));
}

TEST_F(TcpProxy, PushesBackIfTheServerDoesNotRead) {
  StreamClient& client = connect_through();
  server.reads = false;
  client.send(std::string(64 * 1024 * 1024, 'x'));
  ASSERT_TRUE(is_stuck([&] { return client.unsent(); }));
  EXPECT_GT(client.unsent(), 32u * 1024 * 1024) << "it went somewhere: into the proxy's memory";
  server.reads = true;
  EXPECT_TRUE(server_hears(64 * 1024 * 1024));
}

// ----------------------------------------------------------------------------------------- faults

TEST_F(TcpProxy, DelaysWhatItPassesOn) {
  StreamClient& client = connect_through({"--c2s", "delay 300ms"});
  client.send("late");
  const TimePoint sent = now();
  EXPECT_TRUE(server_hears(4));
  EXPECT_GE(now() - sent, milliseconds(300));
  EXPECT_TRUE(shows(*proxy, "connection 1 c2s: delay, 4 bytes for 300ms"));
}

// As the proxy shows what it writes: a receiver that is busy may read several pieces at once.
TEST_F(TcpProxy, ChopsIntoPiecesOfExactlyThatLength) {
  StreamClient& client = connect_through({"--hex", "--c2s", "chop 3"});
  client.send("12345678");
  EXPECT_TRUE(was_sent(server, "12345678"));
  EXPECT_TRUE(shows(*proxy, " 31 32 33                123     |\n"));
  EXPECT_TRUE(shows(*proxy, " 34 35 36                456     |\n"));
  EXPECT_TRUE(shows(*proxy, " 37 38                   78      |\n"));
}

TEST_F(TcpProxy, GluesWhatComesWithinATime) {
  StreamClient& client = connect_through({"--s2c", "glue 1s"});
  client.keeps_chunks = true;
  client.send("?");
  ASSERT_TRUE(server_hears(1));
  for (const char* part : {"one ", "two ", "three"}) {
    server.send(part);
    let_pass(milliseconds(20));
  }
  EXPECT_TRUE(hears(client, "one two three"));
  EXPECT_EQ(client.chunks, std::vector<std::string>{"one two three"});
}

TEST_F(TcpProxy, ResetsAfterANumberOfBytes) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  StreamClient& client = connect_through({"--s2c", "reset after 10B"});
  client.send("?");
  ASSERT_TRUE(server_hears(1));
  server.send("1234567890 and no more");
  EXPECT_TRUE(wait_until([&] { return client.is_over(); }));
  EXPECT_EQ(client.error, std::errc::connection_reset);
  EXPECT_EQ(client.heard, "1234567890") << "Linux delivers what came before the reset";
  EXPECT_TRUE(shows(*proxy, "s2c: reset, 12 bytes discarded"));
}

TEST_F(TcpProxy, ClosesAfterALimit) {
  StreamClient& client = connect_through({"--c2s", "limit 5"});
  client.send("1234567");
  EXPECT_TRUE(wait_until([&] { return server.heard_end(); }));
  EXPECT_EQ(server.heard(), "12345");
  EXPECT_TRUE(wait_until([&] { return client.ended; })) << client.error.message();
}

TEST_F(TcpProxy, RefusesTheGivenConnection) {
  start_proxy(server.address(), {"--both", "refuse connection 2"});
  StreamClient& first = connect(proxy_place);
  const std::error_code error = error_of_a_connection();
  if (!under_wine()) {
    EXPECT_EQ(error, std::errc::connection_reset);
  }
  first.send("still there");
  EXPECT_TRUE(was_sent(server, "still there"));
}

TEST_F(TcpProxy, HoldsEverythingInAStallAndLosesNothing) {
  StreamClient& client = connect_through({"--c2s", "stall after 5B"});
  client.send("before the stall, and behind it");
  ASSERT_TRUE(server_hears(5));
  let_pass(milliseconds(100));
  EXPECT_EQ(server.heard(), "befor");
  proxy->write("clear\n");
  EXPECT_TRUE(was_sent(server, "before the stall, and behind it"));
}

TEST_F(TcpProxy, SwallowsAllInABlackholeTheEndIncluded) {
  StreamClient& client = connect_through({"--c2s", "blackhole after 4B"});
  client.send("seen, not seen");
  client.half_close();
  EXPECT_TRUE(shows(*proxy, "c2s: blackhole, 10 bytes discarded: the stream is torn"));
  let_pass(milliseconds(100));
  EXPECT_EQ(server.heard(), "seen");
  EXPECT_FALSE(server.heard_end()) << "the connection is half-open: the server knows nothing";
}

// ------------------------------------------------------------------------- console, script, output

TEST_F(TcpProxy, ObeysItsConsole) {
  StreamClient& client = connect_through();
  client.send("a");
  ASSERT_TRUE(server_hears(1));
  proxy->write("s2c delay 300ms jitter 50ms\nshow\n");
  EXPECT_TRUE(shows(*proxy, "faults:\n  s2c delay 300ms jitter 50ms\nconnections:\n  1  "));
  proxy->write("nonsense\n");
  EXPECT_TRUE(shows(*proxy, "unknown fault 'nonsense'; known: delay, "));
  proxy->write("connection 2 reset\n");
  EXPECT_TRUE(shows(*proxy, "no such connection is open"));
  proxy->write("connection 1 reset\n");
  EXPECT_TRUE(wait_until([&] { return client.is_over(); }));
  if (!under_wine()) {
    EXPECT_EQ(client.error, std::errc::connection_reset);
  }
  proxy->write("clear\nshow\n");
  EXPECT_TRUE(shows(*proxy, "no faults\nno connections\n"));
  proxy->write("quit\n");
  EXPECT_TRUE(ends(*proxy, 0));
}

TEST_F(TcpProxy, AResetAtTheConsoleDoesNotStrikeLaterConnections) {
  StreamClient& client = connect_through();
  client.send("a");
  ASSERT_TRUE(server_hears(1));
  proxy->write("reset\n");
  ASSERT_TRUE(wait_until([&] { return client.is_over(); }));
  StreamClient& later = connect(proxy_place);
  EXPECT_TRUE(shows(*proxy, "connection 2: "));
  proxy->write("show\n");
  EXPECT_TRUE(shows(*proxy, "no faults\nconnections:\n  2  "));
  EXPECT_FALSE(later.is_over());
}

TEST_F(TcpProxy, RunsOnWithoutAConsole) {
  StreamClient& client = connect_through();
  proxy->end_input();
  client.send("anyone?");
  EXPECT_TRUE(was_sent(server, "anyone?"));
}

TEST_F(TcpProxy, ShowsWhatPasses) {
  StreamClient& client = connect_through({"--hex"});
  client.send("hi");
  EXPECT_TRUE(shows(*proxy, "   1 68 69                   hi      |\n"));
  server.send("ho");
  EXPECT_TRUE(shows(*proxy, "   1                                 |68 6f                   ho\n"));
}

TEST_F(TcpProxy, TracesBothSidesAndTellsAResetFromAClose) {
  StreamClient& client = connect_through({"--trace", "--s2c", "reset after 2B"});
  client.send("hi");
  ASSERT_TRUE(server_hears(2));
  server.send("ho");
  EXPECT_TRUE(complains(*proxy, "client of connection 1"));
  EXPECT_TRUE(complains(*proxy, "server of connection 1"));
  EXPECT_TRUE(complains(*proxy, call_name(Call::reset)));
}

TEST_F(TcpProxy, GivesTheSameFaultsForTheSameSeed) {
  std::vector<std::string> logs;
  for (int run = 0; run < 2; ++run) {
    StreamStandIn& target = stand_in_over_tcp();
    ChildProcess& started =
        start_proxy(target.address(), {"--seed", "42", "--c2s", "delay 20ms jitter 20ms"});
    StreamClient& client = connect(proxy_place);
    std::string sent;
    for (int i = 0; i < 5; ++i) {
      client.send("chunk");
      sent += "chunk";
      ASSERT_TRUE(was_sent(target, sent));
    }
    std::string delays;
    for (const std::string& line : lines_of(started.output())) {
      if (line.find("delay, ") != std::string::npos) delays += line.substr(line.find("delay, "));
    }
    logs.push_back(delays);
  }
  EXPECT_NE(logs[0], "");
  EXPECT_EQ(logs[0], logs[1]);
}

TEST_F(TcpProxy, EndsConnectionsInOrderWhenItIsInterrupted) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  StreamClient& client = connect_through();
  client.send("a");
  ASSERT_TRUE(server_hears(1));
  proxy->interrupt();
  EXPECT_TRUE(wait_until([&] { return client.ended && server.heard_end(); }));
  client.close();
  server.close();
  EXPECT_TRUE(ends(*proxy, 0));
}

}  // namespace
}  // namespace chatlab::proxy_test
