#include "reactor/udp_port.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_observers.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::udp_port_test {
namespace {

class RecordingPortListener : public UdpPortListener {
 public:
  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override {
    datagrams.emplace_back(datagram);
    last_from = from;
    last_to = to;
    if (when_received) when_received();
  }
  void on_undelivered(const Address& to, std::error_code error) override {
    undelivered.push_back(to);
    last_error = error;
    if (when_undelivered) when_undelivered();
  }

  std::vector<std::string> datagrams;
  std::vector<Address> undelivered;
  Address last_from;
  Address last_to;
  std::error_code last_error;
  std::function<void()> when_received;
  std::function<void()> when_undelivered;
};

class UdpPortContract : public WithReactor {
 protected:
  void send_to_port(const std::string& text) {
    other.send_to(text.data(), text.size(), port->local_address());
  }

  RecordingPortListener listener;
  std::unique_ptr<UdpPort> port = std::make_unique<UdpPort>(reactor, loopback(), listener);
  UdpSocket other{loopback()};
};

TEST_F(UdpPortContract, HandsOverEachDatagramWithItsTwoAddresses) {
  send_to_port("one");
  send_to_port("");
  EXPECT_TRUE(turn_until(reactor, [&] { return listener.datagrams.size() == 2; }));
  EXPECT_EQ(listener.datagrams, (std::vector<std::string>{"one", ""}));
  EXPECT_EQ(listener.last_from, other.local_address());
  EXPECT_EQ(listener.last_to, port->local_address());
}

TEST_F(UdpPortContract, SendsAtOnce) {
  EXPECT_EQ(port->send("hello", other.local_address()).bytes, 5u);
  ASSERT_TRUE(await_readable(other.handle()));
  char buffer[8];
  EXPECT_EQ(other.receive(buffer, sizeof buffer).from, port->local_address());
}

TEST_F(UdpPortContract, ReceivesSomeDatagramsPerTurnAndTheRestInTheNext) {
  for (int i = 0; i < 100; ++i) send_to_port(std::to_string(i));
  ASSERT_TRUE(await_readable(port->handle()));
  reactor.turn();
  EXPECT_EQ(listener.datagrams.size(), 64u);
  reactor.turn();
  EXPECT_EQ(listener.datagrams.size(), 100u);
  EXPECT_EQ(listener.datagrams.back(), "99");
}

class NoWork : public WorkHandler {
 private:
  void on_work() override {}
};

// The budget is used up by calling a handler that waits. So while one waits, the others stand in
// line.
TEST(UdpPorts, TakeTurnsIfTheBudgetIsTooSmallForTwo) {
  Reactor reactor(make_poll_demultiplexer(), 16);
  RecordingPortListener one;
  RecordingPortListener two;
  UdpPort first(reactor, loopback(), one);
  UdpPort second(reactor, loopback(), two);
  UdpSocket other(loopback());
  for (int i = 0; i < 20; ++i) {
    other.send_to("hello", 5, first.local_address());
    other.send_to("hello", 5, second.local_address());
  }
  ASSERT_TRUE(await_readable(first.handle()));
  ASSERT_TRUE(await_readable(second.handle()));
  NoWork ahead;
  reactor.request_work(ahead);
  EXPECT_TRUE(
      turn_until(reactor, [&] { return one.datagrams.size() + two.datagrams.size() == 20; }));
  EXPECT_NEAR(static_cast<double>(one.datagrams.size()), 10, 1);
  EXPECT_TRUE(
      turn_until(reactor, [&] { return one.datagrams.size() + two.datagrams.size() == 40; }));
}

TEST_F(UdpPortContract, ReceivesNothingWhileItIsHeldAndAllOfItAfterwards) {
  listener.when_received = [&] { port->hold(true); };
  for (int i = 0; i < 3; ++i) send_to_port(std::to_string(i));
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.datagrams.empty(); }));
  EXPECT_TRUE(sleeps(reactor));
  EXPECT_EQ(listener.datagrams.size(), 1u);
  listener.when_received = {};
  port->hold(false);
  EXPECT_TRUE(turn_until(reactor, [&] { return listener.datagrams.size() == 3; }));
}

// The budget for deliveries is used up before the port is called.
class UdpPortInLine : public UdpPortContract {
 protected:
  void SetUp() override {
    send_to_port("hello");
    ASSERT_TRUE(await_readable(port->handle()));
    while (!reactor.deliveries().is_used_up()) reactor.deliveries().charge_request();
  }

  void stand_in_line() {
    reactor.turn();
    ASSERT_TRUE(listener.datagrams.empty());
    ASSERT_FALSE(reactor.is_idle());
  }
};

TEST_F(UdpPortInLine, ReceivesInTheNextTurn) {
  stand_in_line();
  reactor.turn();
  EXPECT_EQ(listener.datagrams.size(), 1u);
}

TEST_F(UdpPortInLine, ReceivesNothingWhileItIsHeld) {
  stand_in_line();
  port->hold(true);
  EXPECT_TRUE(sleeps(reactor));
  EXPECT_TRUE(listener.datagrams.empty());
  port->hold(false);
  EXPECT_TRUE(turn_until(reactor, [&] { return listener.datagrams.size() == 1; }));
}

TEST_F(UdpPortInLine, MayBeClosed) {
  stand_in_line();
  port->close();
  EXPECT_TRUE(reactor.is_idle());
  turn_until_quiet(reactor);
  EXPECT_TRUE(listener.datagrams.empty());
}

class ObserverWithoutMemory : public RecordingReactorObserver {
 public:
  void on_interest(const EventHandler&, Interest) override { throw std::bad_alloc(); }
};

TEST_F(UdpPortInLine, ReceivesThoughTheTraceOfItFailed) {
  ObserverWithoutMemory observer;
  reactor.observe(&observer);
  EXPECT_THROW(reactor.turn(), std::bad_alloc);
  reactor.observe(nullptr);
  EXPECT_TRUE(turn_until(reactor, [&] { return listener.datagrams.size() == 1; }));
}

TEST_F(UdpPortContract, IsSilentOnceItIsClosedThoughMoreHasArrived) {
  listener.when_received = [&] { port->close(); };
  for (int i = 0; i < 3; ++i) send_to_port("hello");
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.datagrams.empty(); }));
  turn_until_quiet(reactor);
  EXPECT_EQ(listener.datagrams.size(), 1u);
  EXPECT_FALSE(port->is_open());
  EXPECT_EQ(reactor.handler_count(), 0u);
  port->close();
}

TEST_F(UdpPortContract, MayBeRetiredByItsListener) {
  listener.when_received = [&] {
    port->close();
    reactor.retire(std::move(port));
  };
  for (int i = 0; i < 3; ++i) send_to_port("hello");
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.datagrams.empty(); }));
  turn_until_quiet(reactor);
  EXPECT_EQ(listener.datagrams.size(), 1u);
}

TEST_F(UdpPortContract, TellsThatADatagramWasNotDelivered) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  const UnusedUdpAddress deserted;
  port->send("hello", deserted.address());
  send_to_port("what arrives is received all the same");
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.undelivered.empty(); }));
  EXPECT_EQ(listener.last_error, std::errc::connection_refused);
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.datagrams.empty(); }));
  EXPECT_EQ(listener.undelivered.size(), 1u);
  EXPECT_TRUE(sleeps(reactor));
}

TEST_F(UdpPortContract, MayBeClosedWhenADatagramWasNotDelivered) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  listener.when_undelivered = [&] { port->close(); };
  const UnusedUdpAddress deserted;
  for (int i = 0; i < 3; ++i) port->send("hello", deserted.address());
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.undelivered.empty(); }));
  turn_until_quiet(reactor);
  EXPECT_EQ(listener.undelivered.size(), 1u);
}

// The error keeps the handle in a state that waits report whether wanted or not.
TEST_F(UdpPortContract, LetsTheReactorSleepWhileItIsHeldThoughADatagramWasNotDelivered) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  const UnusedUdpAddress deserted;
  port->hold(true);
  port->send("hello", deserted.address());
  EXPECT_TRUE(sleeps(reactor));
  EXPECT_TRUE(listener.undelivered.empty());
  port->hold(false);
  EXPECT_TRUE(turn_until(reactor, [&] { return !listener.undelivered.empty(); }));
}

}  // namespace
}  // namespace chatlab::udp_port_test
