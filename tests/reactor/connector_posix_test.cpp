// A connector and an address that never answers.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_connector.hpp"
#include "tests/support/silent_address_posix.hpp"

namespace chatlab::connector_posix_test {
namespace {

class ConnectorPosix : public WithReactor {
 protected:
  SilentAddress silent;
};

TEST_F(ConnectorPosix, GivesUpAtTheLimit) {
  if (silent.answers()) GTEST_SKIP() << "this system's backlog has no end";
  const TimePoint begin = now();
  RecordingConnector connector(reactor, {silent.address()}, milliseconds(100));
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_GE(now() - begin, milliseconds(99)) << "a limit is rounded down to a millisecond";
  EXPECT_EQ(connector.reasons, "connect " + silent.address().to_string() + ": no answer in time");
  EXPECT_EQ(reactor.handler_count(), 0u);
}

TEST_F(ConnectorPosix, LeavesTimeForTheNextAddress) {
  if (silent.answers()) GTEST_SKIP() << "this system's backlog has no end";
  const TcpListener listener(loopback());
  RecordingConnector connector(reactor, {silent.address(), listener.local_address()},
                               patience / 100);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_TRUE(connector.socket.is_open()) << connector.reasons;
  EXPECT_EQ(connector.peer, listener.local_address());
}

TEST_F(ConnectorPosix, ReportsARefusalInTheSystemsWords) {
  const RefusingAddress refusing;
  RecordingConnector connector(reactor, {refusing.address()}, patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_EQ(connector.reasons,
            "connect " + refusing.address().to_string() + ": Connection refused");
}

}  // namespace
}  // namespace chatlab::connector_posix_test
