// chat-proxy, from outside: UDP.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::proxy_datagram_test {
namespace {

class UdpProxy : public ProxyProgram {
 protected:
  DatagramClient& bind_through(Arguments more = {}) {
    more.push_back("--udp");
    proxy = &start_proxy(server.address(), more);
    return bind_client(proxy_place);
  }

  std::size_t heard() const { return server.heard().size(); }

  DatagramStandIn& server = stand_in_over_udp();
  ChildProcess* proxy = nullptr;
};

TEST_F(UdpProxy, PassesDatagramsOnInBothDirections) {
  DatagramClient& client = bind_through();
  client.send("question");
  EXPECT_TRUE(was_sent(server, {"question"}));
  server.send("answer");
  EXPECT_TRUE(hears(client, "answer"));
}

TEST_F(UdpProxy, GivesEachClientAnAddressOfItsOwn) {
  DatagramClient& ann = bind_through();
  ann.send("from Ann");
  ASSERT_TRUE(was_sent(server, {"from Ann"}));
  const Address first = server.last();
  DatagramClient& bob = bind_client(proxy_place);
  bob.send("from Bob");
  ASSERT_TRUE(was_sent(server, {"from Ann", "from Bob"}));
  EXPECT_NE(server.last(), first);
  server.send_to("to Ann", first);
  EXPECT_TRUE(hears(ann, "to Ann"));
  EXPECT_FALSE(bob.has_heard_anything());
}

TEST_F(UdpProxy, LosesDatagrams) {
  DatagramClient& client = bind_through({"--c2s", "loss 100% after 1B"});
  client.send("first");
  ASSERT_TRUE(was_sent(server, {"first"}));
  client.send("lost");
  EXPECT_TRUE(shows(*proxy, "connection 1 c2s: loss, 4 bytes dropped"));
  EXPECT_EQ(heard(), 1u);
}

TEST_F(UdpProxy, RepeatsDatagrams) {
  DatagramClient& client = bind_through({"--c2s", "duplicate 100%"});
  client.send("again");
  EXPECT_TRUE(was_sent(server, {"again", "again"}));
}

TEST_F(UdpProxy, LetsDatagramsOvertakeEachOther) {
  // With this seed the fault strikes the first datagram, and not the second.
  DatagramClient& client = bind_through({"--c2s", "reorder 50%", "--seed", "1"});
  client.send("1");
  client.send("2");
  EXPECT_TRUE(was_sent(server, {"2", "1"}));
  EXPECT_TRUE(shows(*proxy, "reorder, 1 byte overtaken by the next"));
}

TEST_F(UdpProxy, HoldsDatagramsInAStall) {
  DatagramClient& client = bind_through({"--c2s", "stall"});
  client.send("held");
  EXPECT_TRUE(shows(*proxy, "stall"));
  let_pass(milliseconds(100));
  EXPECT_EQ(heard(), 0u);
  proxy->write("clear\n");
  EXPECT_TRUE(was_sent(server, {"held"}));
}

TEST_F(UdpProxy, IgnoresNewClientsUnderRefuse) {
  DatagramClient& client = bind_through({"--both", "refuse"});
  client.send("let me in");
  EXPECT_TRUE(shows(*proxy, "is ignored: refuse"));
  EXPECT_EQ(heard(), 0u);
}

TEST_F(UdpProxy, ForgetsAClientThatIsSilent) {
  DatagramClient& client = bind_through({"--datagram-idle", "300ms"});
  client.send("hello");
  ASSERT_TRUE(was_sent(server, {"hello"}));
  EXPECT_TRUE(shows(*proxy, " was silent, and is forgotten"));
  proxy->write("show\n");
  EXPECT_TRUE(shows(*proxy, "no connections\n"));
  client.send("back");
  EXPECT_TRUE(was_sent(server, {"hello", "back"}));
  EXPECT_TRUE(shows(*proxy, "connection 2: "));
}

TEST_F(UdpProxy, DropsWhatDoesNotComeFromTheServersHost) {
  if (under_wine()) GTEST_SKIP() << "Wine sends from 127.0.0.1, whatever a socket is bound to";
  DatagramClient& client = bind_through();
  client.send("hello");
  ASSERT_TRUE(was_sent(server, {"hello"}));
  const Address flow = server.last();
  DatagramStandIn& stranger = stand_in_over_udp("127.0.0.2");
  stranger.send_to("from a stranger", flow);
  server.send("from the server");
  EXPECT_TRUE(hears(client, "from the server"));
}

TEST_F(UdpProxy, TriesAllAddressesOfAName) {
  ChildProcess& started =
      start_proxy_to("localhost:" + std::to_string(server.address().port()), {"--udp"});
  DatagramClient& client = bind_client(proxy_place);
  client.send("hello");
  // If ::1 was tried first, that datagram is lost, as UDP loses datagrams; a client tries again.
  ASSERT_TRUE(wait_until(
      [&] { return heard() > 0 || started.output().find("not delivered") != std::string::npos; }));
  client.send("hello again");
  EXPECT_TRUE(wait_until([&] { return heard() > 0; }));
}

TEST_F(UdpProxy, SpeaksIpv6OnBothSides) {
  if (!has_ipv6()) GTEST_SKIP() << "this system has no ::1";
  DatagramStandIn& there = stand_in_over_udp("::1");
  start_proxy(there.address(), {"--udp"}, "[::1]:0");
  DatagramClient& client = bind_client(proxy_place, "::1");
  client.send("over IPv6");
  EXPECT_TRUE(was_sent(there, {"over IPv6"}));
  there.send("and back");
  EXPECT_TRUE(hears(client, "and back"));
}

TEST_F(UdpProxy, StopsWhenItIsInterrupted) {
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  DatagramClient& client = bind_through();
  client.send("hello");
  ASSERT_TRUE(was_sent(server, {"hello"}));
  proxy->interrupt();
  EXPECT_TRUE(ends(*proxy, 0));
}

}  // namespace
}  // namespace chatlab::proxy_datagram_test
