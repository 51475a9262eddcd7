// Servers and proxies that were stopped for ten minutes: no limit has expired.
#include <gtest/gtest.h>
#include <sys/select.h>

#include <string>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/programs/stopped_for_long_posix.hpp"
#include "tests/support/descriptor_hoard_posix.hpp"
#include "tests/support/silent_address_posix.hpp"

namespace chatlab::stopped_for_long_posix_test {
namespace {

class ServerStoppedForLong : public StoppedForLong {
 protected:
  // Starts a server with so few descriptors that it refuses the last of the newcomers. Its clock is
  // held, so that no newcomer has waited for a second.
  void crowd() {
    clock.hold();
    {
      const DescriptorHoard inherited(FD_SETSIZE - 20);
      if (!inherited.is_complete()) GTEST_SKIP() << "the system allows too few descriptors";
      crowded = &start_server({"framed"}, {"--demultiplexer", "select"}, clock.setting());
    }
    for (int i = 0; i < 60; ++i) newcomers.push_back(&connect(place("framed")));
    ASSERT_TRUE(wait_until([&] { return newcomers.back()->is_over(); })) << crowded->describe();
    ASSERT_TRUE(newcomers.back()->ended);
  }

  ChildProcess* crowded = nullptr;
  std::vector<StreamClient*> newcomers;
};

class ProxyStoppedForLong : public StoppedForLong {
 protected:
  ChildProcess& start_proxy(const Address& server, const Arguments& more = {}) {
    Arguments arguments = {"--listen", "0", "--to", server.to_string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ChildProcess& proxy = start_program("chat-proxy", arguments);
    EXPECT_TRUE(shows(proxy, "\nseed "));
    proxy_place = ProxyProgram::place_in(proxy.output());
    return proxy;
  }

  Address proxy_place;
};

// If the loader can't load the library, it says so, and the other tests test nothing.
TEST_F(StoppedForLong, TheClockIsLoaded) {
  ChildProcess& peer = start_program("chat-peer", {"--help"});
  EXPECT_TRUE(ends(peer, 0));
  EXPECT_EQ(peer.errors(), "");
}

// ------------------------------------------------------------------------------------- the server

TEST_F(ServerStoppedForLong, GivesUpNoMemberThatDoesNotRead) {
  ChildProcess& server = start_server({"framed"}, {"--max-backlog", "262144"}, clock.setting());
  const Person flooder = join("framed", "Flooder");
  const Person slow = join("framed", "Slow");
  flood_until_held(flooder, slow);
  clock.hold();
  stop_for_long(server);
  clock.go_on();
  slow.stream().reads = true;
  EXPECT_TRUE(wait_until([&] { return flooder.stream().unsent() == 0; })) << server.describe();
  slow.say("here I am");
  EXPECT_TRUE(
      wait_until([&] { return flooder.stream().heard.find("here I am") != std::string::npos; }));
}

TEST_F(ServerStoppedForLong, KeepsNewcomersAndSilentMembers) {
  ChildProcess& server = start_server(
      {"framed", "datagram"}, {"--datagram-idle", "300", "--join-timeout", "300"}, clock.setting());
  const Person wat = join("framed", "Wat");
  const Person ann = join("datagram", "Ann");
  StreamClient& late = connect(place("framed"));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  stop_for_long(server);
  let_limits_strike();
  wat.say("are you there?");
  EXPECT_TRUE(hears(ann, ann.dialect->said("Wat", "are you there?"))) << server.describe();
  late.send(frame("Late"));
  EXPECT_TRUE(hears(late, wat.dialect->welcome()));
}

TEST_F(ServerStoppedForLong, StillSendsItsOutputWhenItEnds) {
  ChildProcess& server = start_server({"framed"}, {"--max-backlog", "262144"}, clock.setting());
  const Person flooder = join("framed", "Flooder");
  const Person slow = join("framed", "Slow");
  flood_until_held(flooder, slow);
  clock.hold();
  server.interrupt();
  let_limits_strike();
  stop_for_long(server);
  let_limits_strike();
  EXPECT_FALSE(server.has_ended()) << server.describe();
  clock.go_on();
  slow.stream().reads = true;
  EXPECT_TRUE(wait_until([&] { return slow.stream().is_over(); }));
}

TEST_F(ServerStoppedForLong, ALingeringConnectionStillWaitsForItsPeer) {
  ChildProcess& server = start_server({"framed"}, {}, clock.setting());
  const Person wat = join("framed", "Wat");
  clock.hold();
  wat.leave();
  ASSERT_TRUE(wait_until([&] { return wat.stream().is_over(); }));
  stop_for_long(server);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(wat.stream().socket.send("x", 1).status, IoStatus::done) << "a reset";
    let_pass(milliseconds(100));
  }
}

// A newcomer has a second to give its name before another may have its descriptor.
TEST_F(ServerStoppedForLong, CrowdsOutNoNewcomerThatCouldNotGiveItsName) {
  crowd();
  if (IsSkipped()) return;
  stop_for_long(*crowded);
  StreamClient& late = connect(place("framed"));
  EXPECT_TRUE(wait_until([&] { return late.is_over(); })) << crowded->describe();
  EXPECT_NE(late.heard, "") << "a refusal";
  newcomers.front()->send(frame("Ann"));
  EXPECT_TRUE(hears(*newcomers.front(), frame(welcome))) << crowded->describe();
}

// A refused connection that no handler can wait for is closed by the second of two timers, which
// would each fire after a stop.
TEST_F(ServerStoppedForLong, LeavesTimeToReadARefusal) {
  crowd();
  if (IsSkipped()) return;
  stop_for_long(*crowded);
  stop_for_long(*crowded);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(newcomers.back()->socket.send("x", 1).status, IoStatus::done) << "a reset";
    let_pass(milliseconds(50));
  }
}

// -------------------------------------------------------------------------------------- the proxy

TEST_F(ProxyStoppedForLong, StillConnects) {
  const SilentAddress silent;
  if (silent.answers()) GTEST_SKIP() << "this system's backlog has no end";
  ChildProcess& proxy = start_proxy(silent.address());
  StreamClient& client = connect(proxy_place);
  let_limits_strike();
  stop_for_long(proxy);
  proxy.write("show\n");
  EXPECT_TRUE(shows(proxy, "no server yet"));
  EXPECT_FALSE(client.is_over());
}

TEST_F(ProxyStoppedForLong, KeepsTheFlowOfASilentClient) {
  DatagramStandIn& target = stand_in_over_udp();
  ChildProcess& proxy = start_proxy(target.address(), {"--udp", "--datagram-idle", "300s"});
  DatagramClient& client = bind_client(proxy_place);
  client.send("hello");
  ASSERT_TRUE(was_sent(target, {"hello"}));
  const Address flow = target.last();
  stop_for_long(proxy);
  let_limits_strike();
  client.send("again");
  EXPECT_TRUE(was_sent(target, {"hello", "again"}));
  EXPECT_EQ(target.last(), flow);
}

TEST_F(ProxyStoppedForLong, StillWaitsForBothSidesToCloseWhenItEnds) {
  StreamStandIn& target = stand_in_over_tcp();
  ChildProcess& proxy = start_proxy(target.address());
  StreamClient& client = connect(proxy_place);
  client.send("hello");
  ASSERT_TRUE(was_sent(target, "hello"));
  clock.hold();
  proxy.interrupt();
  ASSERT_TRUE(wait_until([&] { return client.ended && target.heard_end(); }));
  stop_for_long(proxy);
  let_limits_strike();
  EXPECT_FALSE(proxy.has_ended()) << proxy.describe();
  clock.go_on();
  client.close();
  target.close();
  EXPECT_TRUE(ends(proxy, 0));
}

TEST_F(ProxyStoppedForLong, StillWritesItsLogWhenItEnds) {
  StreamStandIn& target = stand_in_over_tcp();
  ChildProcess& proxy = start_proxy(target.address(), {"--hex"});
  proxy.reads_output = false;
  StreamClient& client = connect(proxy_place);
  const std::string sent(50000, 'x');
  client.send(sent);
  ASSERT_TRUE(wait_until([&] { return target.heard() == sent; })) << proxy.describe();
  client.close();
  target.close();
  clock.hold();
  proxy.interrupt();
  let_limits_strike();
  stop_for_long(proxy);
  let_limits_strike();
  EXPECT_LT(proxy.exit_status(), 0) << "it has ended";
  clock.go_on();
  proxy.reads_output = true;
  EXPECT_TRUE(ends(proxy, 0));
  EXPECT_NE(proxy.output().find("closed after"), std::string::npos);
}

}  // namespace
}  // namespace chatlab::stopped_for_long_posix_test
