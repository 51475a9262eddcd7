// Each phenomenon of streams and of the reactor, provoked over real sockets, is explained once.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "tests/support/explained.hpp"
#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_acceptor.hpp"
#include "tests/support/recording_connection.hpp"
#include "tests/support/recording_connector.hpp"
#include "tests/support/system_words.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::explained_streams_test {
namespace {

class ExplainedStreams : public WithReactor {
 protected:
  ExplainedStreams() : pair(make_stream_pair()), told(reactor) {}

  // A connection to `pair.theirs`.
  RecordingConnection& connection() {
    if (connection_ == nullptr) {
      connection_ = std::make_unique<RecordingConnection>(reactor, std::move(pair.ours));
    }
    return *connection_;
  }

  StreamPair pair;
  Explained told;

 private:
  std::unique_ptr<RecordingConnection> connection_;
};

TEST_F(ExplainedStreams, SleepingAndATimer) {
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(20));
  ASSERT_TRUE(turn_until(reactor, [&] { return alarm.rings > 0; }));
  EXPECT_TRUE(told.explains(Phenomenon::asleep));
  EXPECT_TRUE(told.explains(Phenomenon::timer_due));
}

TEST_F(ExplainedStreams, TheEndOfAStream) {
  RecordingConnection& ours = connection();
  pair.theirs.shutdown_send();
  ASSERT_TRUE(turn_until(reactor, [&] { return ours.ends > 0; }));
  EXPECT_TRUE(told.explains(Phenomenon::end_of_stream));
  ours.close();
  EXPECT_EQ(told.count(Phenomenon::early_close), 0u) << "the peer had ended its stream";
}

TEST_F(ExplainedStreams, AReset) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  reset_by_peer(pair.ours, pair.theirs);
  RecordingConnection& ours = connection();
  ASSERT_TRUE(turn_until(reactor, [&] { return ours.ends > 0; }));
  EXPECT_TRUE(told.explains(Phenomenon::reset));
}

// The wait reports both handles; the handler that is called first receives the other's input.
TEST_F(ExplainedStreams, AHandleThatIsNotReadyAnyMore) {
  Probe first(reactor);
  Probe second(reactor);
  reactor.add(first);
  reactor.add(second);
  char byte = 0;
  second.when_readable = [&] { second.socket.receive(&byte, 1); };
  second.make_readable();
  ASSERT_TRUE(turn_until(reactor, [&] { return second.reads == 1; }));
  EXPECT_EQ(told.count(Phenomenon::not_ready_yet), 0u) << "there was input";
  first.when_readable = [&] {
    first.socket.receive(&byte, 1);
    second.socket.receive(&byte, 1);
  };
  first.make_readable();
  second.make_readable();
  ASSERT_TRUE(turn_until(reactor, [&] { return second.reads == 2; }));
  EXPECT_TRUE(told.explains(Phenomenon::not_ready_yet));
}

TEST_F(ExplainedStreams, AShortSendAndWriteInterestOnAndOff) {
  RecordingConnection& ours = connection();
  Peer peer(std::move(pair.theirs));
  ours.send(pattern(16 * 1024 * 1024));
  reactor.turn();
  EXPECT_TRUE(told.explains(Phenomenon::short_send));
  EXPECT_TRUE(told.explains(Phenomenon::write_interest_on));
  EXPECT_EQ(told.count(Phenomenon::write_interest_off), 0u);
  ASSERT_TRUE(turn_until(reactor, [&] {
    peer.drain();
    return ours.unsent() == 0;
  }));
  EXPECT_TRUE(told.explains(Phenomenon::write_interest_off));
  ours.close();
}

TEST_F(ExplainedStreams, AHalfCloseAndALingeringClose) {
  RecordingConnection& ours = connection();
  ours.finish();
  reactor.turn();
  EXPECT_TRUE(told.explains(Phenomenon::lingering_close));
  EXPECT_TRUE(told.explains(Phenomenon::half_close));
  pair.theirs.close();
  ASSERT_TRUE(turn_until(reactor, [&] { return ours.is_closed(); }));
  EXPECT_EQ(told.count(Phenomenon::early_close), 0u);
}

TEST_F(ExplainedStreams, NoLingeringCloseIfThePeerHasEndedItsStream) {
  RecordingConnection& ours = connection();
  pair.theirs.shutdown_send();
  ASSERT_TRUE(turn_until(reactor, [&] { return ours.ends > 0; }));
  ours.finish();
  ASSERT_TRUE(turn_until(reactor, [&] { return ours.is_closed(); }));
  EXPECT_EQ(told.count(Phenomenon::lingering_close), 0u);
}

TEST_F(ExplainedStreams, AnEarlyCloseThatMayReset) {
  RecordingConnection& ours = connection();
  pair.theirs.send("unread", 6);
  ASSERT_TRUE(await_readable(ours.handle()));
  ours.close();
  EXPECT_TRUE(told.explains(Phenomenon::early_close));
  ASSERT_TRUE(await_readable(pair.theirs.handle()));
  char byte = 0;
  const IoResult result = pair.theirs.receive(&byte, 1);
  if (!under_wine()) {
    EXPECT_EQ(result.error, std::errc::connection_reset);
  }
}

TEST_F(ExplainedStreams, OneAcceptedConnectionAndSeveralInOneTurn) {
  RecordingAcceptor acceptor(reactor, loopback());
  IoResult result;
  const TcpSocket first = TcpSocket::connect(acceptor.local_address(), result);
  ASSERT_TRUE(turn_until(reactor, [&] { return acceptor.sockets.size() == 1; }));
  EXPECT_TRUE(told.explains(Phenomenon::accepted));
  EXPECT_EQ(told.count(Phenomenon::several_accepted), 0u);
  TcpSocket second = TcpSocket::connect(acceptor.local_address(), result);
  TcpSocket third = TcpSocket::connect(acceptor.local_address(), result);
  ASSERT_TRUE(await_writable(second.handle()));
  ASSERT_TRUE(await_writable(third.handle()));
  ASSERT_TRUE(turn_until(reactor, [&] { return acceptor.sockets.size() == 3; }));
  EXPECT_TRUE(told.explains(Phenomenon::several_accepted));
}

TEST_F(ExplainedStreams, AConnectThatDoesNotWait) {
  RecordingAcceptor acceptor(reactor, loopback());
  IoResult result;
  const TcpSocket socket = TcpSocket::connect(acceptor.local_address(), result);
  if (result.status == IoStatus::done) GTEST_SKIP() << "this system connects to itself at once";
  EXPECT_TRUE(told.explains(Phenomenon::connecting));
}

TEST_F(ExplainedStreams, AnAddressInUse) {
  const TcpListener first(loopback());
  EXPECT_THROW(TcpListener{first.local_address()}, std::system_error);
  EXPECT_TRUE(told.explains(Phenomenon::address_in_use));
}

TEST_F(ExplainedStreams, TheNextAddressAndIpv6First) {
  if (!ipv6_loopback()) GTEST_SKIP() << "no IPv6 here";
  RecordingAcceptor acceptor(reactor, loopback());
  const Address ours = acceptor.local_address();
  const Address other = *Address::parse("::1", ours.port());
  RecordingConnector connector(reactor, {other, ours}, patience);
  connector.start();
  ASSERT_TRUE(turn_until(reactor, [&] { return connector.is_over(); }));
  EXPECT_TRUE(told.explains(Phenomenon::ipv6_first));
  EXPECT_TRUE(told.explains(Phenomenon::next_address));
}

// ------------------------------------------------------------------------------- Windows alone

// WSAPoll reports it while the program waits for room to write; poll(2) does not.
TEST_F(ExplainedStreams, AHangUpThatWsaPollReports) {
  RecordingConnection& ours = connection();
  ours.send(pattern(16 * 1024 * 1024));
  pair.theirs.shutdown_send();
  ASSERT_TRUE(turn_until(reactor, [&] { return ours.ends > 0; }));
  ASSERT_GT(ours.unsent(), 0u);
  for (int turn = 0; turn < 3; ++turn) {
    Alarm alarm(reactor.timers());
    alarm.start(milliseconds(5));
    reactor.turn();
  }
  if (on_windows()) {
    EXPECT_TRUE(told.explains(Phenomenon::hang_up));
  } else {
    EXPECT_EQ(told.count(Phenomenon::hang_up), 0u);
  }
}

TEST_F(ExplainedStreams, AlwaysRepeats) {
  Explainer always(told.narrator, Explainer::Repetition::always);
  told.narrator.set_explainer(&always);
  pair.theirs.shutdown_send();
  pair.ours.shutdown_send();
  EXPECT_EQ(told.count(Phenomenon::half_close), 2u);
}

}  // namespace
}  // namespace chatlab::explained_streams_test
