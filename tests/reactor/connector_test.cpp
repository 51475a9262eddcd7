#include "reactor/connector.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_connector.hpp"

namespace chatlab::connector_test {
namespace {

class ConnectorTest : public WithReactor {
 protected:
  TcpListener listener{loopback()};
  RefusingAddress refusing;
};

TEST_F(ConnectorTest, Connects) {
  RecordingConnector connector(reactor, {listener.local_address()}, patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_EQ(connector.peer, listener.local_address());
  ASSERT_TRUE(connector.socket.is_open()) << connector.reasons;
  ASSERT_TRUE(await_readable(listener.handle()));
  EXPECT_EQ(listener.accept().peer, connector.socket.local_address());
}

TEST_F(ConnectorTest, IsRemovedFromTheReactorOnceConnected) {
  RecordingConnector connector(reactor, {listener.local_address()}, patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_EQ(reactor.handler_count(), 0u);
  EXPECT_EQ(reactor.timers().size(), 1u) << "only the fixture's guard should be left";
  turn_until_quiet(reactor);
  EXPECT_EQ(connector.calls, 1);
}

TEST_F(ConnectorTest, TriesTheNextAddressIfOneRefuses) {
  RecordingConnector connector(
      reactor, {refusing.address(), refusing.address(), listener.local_address()}, patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_TRUE(connector.socket.is_open()) << connector.reasons;
  EXPECT_EQ(connector.peer, listener.local_address());
  EXPECT_EQ(connector.calls, 1);
}

TEST_F(ConnectorTest, ConnectsToTheFirstAddressThatAnswers) {
  const TcpListener second(loopback());
  RecordingConnector connector(reactor, {listener.local_address(), second.local_address()},
                               patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_EQ(connector.peer, listener.local_address());
}

TEST_F(ConnectorTest, ReportsEveryAddressThatFailedWithTheSystemsReason) {
  const RefusingAddress also_refusing;
  RecordingConnector connector(reactor, {refusing.address(), also_refusing.address()}, patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_FALSE(connector.socket.is_open());
  const std::string first = "connect " + refusing.address().to_string() + ": ";
  const std::string second = "; connect " + also_refusing.address().to_string() + ": ";
  EXPECT_EQ(connector.reasons.substr(0, first.size()), first);
  EXPECT_NE(connector.reasons.find(second), std::string::npos) << connector.reasons;
  EXPECT_EQ(reactor.handler_count(), 0u);
  turn_until_quiet(reactor);
  EXPECT_EQ(connector.calls, 1);
}

TEST_F(ConnectorTest, CanBeDestroyedWhileItConnects) {
  auto connector = std::make_unique<RecordingConnector>(
      reactor, std::vector<Address>{listener.local_address()}, milliseconds(5));
  connector->start();
  connector.reset();
  EXPECT_EQ(reactor.handler_count(), 0u);
  turn_until_quiet(reactor);
}

}  // namespace
}  // namespace chatlab::connector_test
