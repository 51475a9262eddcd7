#include "reactor/acceptor.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_acceptor.hpp"

namespace chatlab::acceptor_test {
namespace {

class AcceptorTest : public WithReactor {
 protected:
  // Connects, and waits until that is done: so the connection is in the backlog.
  TcpSocket connected() {
    IoResult result;
    TcpSocket client = TcpSocket::connect(acceptor.local_address(), result);
    EXPECT_TRUE(await_writable(client.handle()));
    return client;
  }

  RecordingAcceptor acceptor{reactor, loopback()};
};

TEST_F(AcceptorTest, ListensOnThePortThatTheSystemChose) {
  EXPECT_EQ(acceptor.local_address().ip(), "127.0.0.1");
  EXPECT_NE(acceptor.local_address().port(), 0);
}

TEST_F(AcceptorTest, PassesOnAConnectionWithItsPeersAddress) {
  TcpSocket client = connected();
  EXPECT_TRUE(turn_until(reactor, [&] { return acceptor.sockets.size() == 1; }));
  EXPECT_EQ(acceptor.peers.at(0), client.local_address());
  client.send("hello", 5);
  ASSERT_TRUE(await_readable(acceptor.sockets.at(0).handle()));
  char buffer[8];
  const IoResult result = acceptor.sockets.at(0).receive(buffer, sizeof buffer);
  EXPECT_EQ(std::string(buffer, result.bytes), "hello");
}

TEST_F(AcceptorTest, AcceptsAllWaitingConnectionsInOneTurn) {
  std::vector<TcpSocket> clients;
  for (int i = 0; i < 20; ++i) clients.push_back(connected());
  ASSERT_TRUE(await_readable(acceptor.handle()));
  reactor.turn();
  EXPECT_EQ(acceptor.sockets.size(), clients.size());
  for (std::size_t i = 0; i < acceptor.peers.size(); ++i) {
    EXPECT_EQ(acceptor.peers[i], clients[i].local_address()) << "in the order of their connects";
  }
}

// A storm of connections must not keep the members waiting for long.
TEST_F(AcceptorTest, AcceptsAStormOfConnectionsInSeveralTurns) {
  std::vector<TcpSocket> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(connected());
  ASSERT_TRUE(await_readable(acceptor.handle()));
  reactor.turn();
  EXPECT_GT(acceptor.sockets.size(), 0u);
  EXPECT_LT(acceptor.sockets.size(), clients.size());
  EXPECT_TRUE(turn_until(reactor, [&] { return acceptor.sockets.size() == clients.size(); }));
}

TEST_F(AcceptorTest, SaysWhyItCannotListen) {
  try {
    const RecordingAcceptor second(reactor, acceptor.local_address());
    FAIL() << "two acceptors listen on one port";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use) << error.what();
  }
  EXPECT_EQ(reactor.handler_count(), 1u);
}

TEST_F(AcceptorTest, ReportsTheFirstOfSeveralPausesForEachReason) {
  const auto no_descriptor = std::make_error_code(std::errc::too_many_files_open);
  const auto no_memory = std::make_error_code(std::errc::not_enough_memory);
  acceptor.rest(no_descriptor);
  acceptor.rest(no_descriptor);
  EXPECT_EQ(acceptor.exhaustions, 1);
  acceptor.rest(no_memory);
  EXPECT_EQ(acceptor.exhaustions, 2);
  EXPECT_EQ(acceptor.last_exhaustion, no_memory);
}

TEST_F(AcceptorTest, RefusesConnectionsAfterItsDestruction) {
  auto second = std::make_unique<RecordingAcceptor>(reactor, loopback());
  const Address address = second->local_address();
  second.reset();
  EXPECT_EQ(reactor.handler_count(), 1u);
  IoResult result;
  const TcpSocket client = TcpSocket::connect(address, result);
  if (result.status == IoStatus::would_block) {
    ASSERT_TRUE(await_writable(client.handle()));
    result = IoResult::failed(client.connect_error());
  }
  EXPECT_EQ(result.error, std::errc::connection_refused);
}

}  // namespace
}  // namespace chatlab::acceptor_test
