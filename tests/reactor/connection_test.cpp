#include "reactor/connection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_connection.hpp"
#include "tests/support/recording_observers.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::connection_test {
namespace {

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t mebibyte = 1024 * kibibyte;

// More than any system accepts on both sides of a loopback connection.
constexpr std::size_t more_than_fits = 16 * mebibyte;

// That many bytes, made once.
const std::string& flood() {
  static const std::string bytes = pattern(more_than_fits);
  return bytes;
}

class ConnectionTest : public WithReactor {
 protected:
  explicit ConnectionTest(StreamPair pair = make_stream_pair())
      : connection(std::make_unique<RecordingConnection>(reactor, std::move(pair.ours))),
        peer(std::move(pair.theirs)) {}

  // Turns until the peer has read everything and `condition` holds.
  bool drain_until(const std::function<bool()>& condition) {
    return turn_until(reactor, [&] {
      peer.drain();
      return condition();
    });
  }

  std::unique_ptr<RecordingConnection> connection;
  Peer peer;
};

// ------------------------------------------------------------------------------------------ output

TEST_F(ConnectionTest, SendOnlyAppendsUntilTheTurnEnds) {
  connection->send("hello");
  EXPECT_EQ(connection->unsent(), 5u);
  EXPECT_FALSE(await_readable(peer.socket.handle(), milliseconds(1)));
  reactor.turn();
  EXPECT_EQ(connection->unsent(), 0u);
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.drain();
  EXPECT_EQ(peer.received, "hello");
}

TEST_F(ConnectionTest, AllTheOutputOfATurnLeavesInOneSend) {
  connection->when_bytes = [this](std::string_view) {
    for (const char* part : {"one ", "two ", "three"}) connection->send(part);
  };
  peer.send("go");
  ASSERT_TRUE(await_readable(connection->handle()));
  reactor.turn();
  EXPECT_EQ(connection->progresses, 1) << "once per flush";
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  char buffer[64];
  const IoResult result = peer.socket.receive(buffer, sizeof buffer);
  EXPECT_EQ(std::string(buffer, result.bytes), "one two three");
}

TEST_F(ConnectionTest, SendAtOnceKeepsNothingIfTheSystemAcceptsAll) {
  connection->send_at_once("at once");
  EXPECT_EQ(connection->unsent(), 0u);
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.drain();
  EXPECT_EQ(peer.received, "at once");
}

TEST_F(ConnectionTest, SendAtOnceKeepsOrderAndTheRest) {
  connection->send("first ");
  connection->send_at_once("second ");
  EXPECT_EQ(connection->unsent(), 13u) << "the first is not sent yet";
  reactor.turn();
  for (std::size_t sent = 0; sent < flood().size(); sent += 64 * kibibyte) {
    connection->send_at_once(std::string_view(flood()).substr(sent, 64 * kibibyte));
  }
  EXPECT_GT(connection->unsent(), 0u);
  ASSERT_TRUE(drain_until([&] { return connection->unsent() == 0; }));
  ASSERT_TRUE(drain_until([&] { return peer.received.size() == 13 + flood().size(); }));
  EXPECT_TRUE(peer.received == "first second " + flood());
}

TEST_F(ConnectionTest, SendAtOnceOffersTheLongestSendAndABacklogGoesInPieces) {
  const std::string_view large = std::string_view(flood()).substr(0, 200 * kibibyte);
  RecordingCallObserver observer;
  connection->send_at_once(large);
  const std::size_t offered = std::min(large.size(), TcpSocket::longest_send());
  EXPECT_NE(observer.lines.at(0).find(" of " + std::to_string(offered) + " "), std::string::npos);
  ASSERT_TRUE(drain_until([&] { return peer.received.size() == large.size(); }));
  observer.lines.clear();
  connection->send(large);
  reactor.turn();
  EXPECT_NE(observer.lines.at(0).find(" of 65536 "), std::string::npos);
}

TEST_F(ConnectionTest, SendAtOnceToAPeerThatIsGoneIsReportedAsProgressIs) {
  peer.socket.close();
  ASSERT_TRUE(await_readable(connection->handle()));
  for (int i = 0; i < 100 && connection->progresses == 0; ++i) {
    connection->send_at_once("to no one");
    rest_for(milliseconds(10));  // the answer to the first one is a reset
  }
  EXPECT_EQ(connection->progresses, 1) << "the output is broken";
  EXPECT_EQ(connection->unsent(), 0u);
}

TEST_F(ConnectionTest, FlushSendsNow) {
  connection->send("now");
  connection->flush();
  EXPECT_EQ(connection->unsent(), 0u);
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.drain();
  EXPECT_EQ(peer.received, "now");
}

TEST_F(ConnectionTest, OutputCausedByAnotherConnectionsFlushLeavesInTheSameTurn) {
  StreamPair pair = make_stream_pair();
  RecordingConnection other(reactor, std::move(pair.ours));
  connection->when_progressed = [&] { other.send("caused"); };
  connection->send("cause");
  reactor.turn();
  EXPECT_EQ(other.unsent(), 0u);
  EXPECT_TRUE(await_readable(pair.theirs.handle()));
}

TEST_F(ConnectionTest, APeerThatReadsLateReceivesEveryByteInOrder) {
  const std::string& bytes = flood();
  connection->send(bytes);
  turn_until_quiet(reactor);
  ASSERT_GT(connection->unsent(), 0u) << "the system accepted everything: nothing was tested";
  EXPECT_TRUE(connection->wants_write());
  EXPECT_TRUE(drain_until([&] { return peer.received.size() >= bytes.size(); }));
  EXPECT_TRUE(peer.received == bytes) << "bytes were lost, doubled or swapped";
  EXPECT_EQ(connection->unsent(), 0u);
}

TEST_F(ConnectionTest, OutputAppendedBehindABacklogStaysInOrder) {
  const std::string& bytes = flood();
  connection->send(std::string_view(bytes).substr(0, 12 * mebibyte));
  turn_until_quiet(reactor);
  ASSERT_GT(connection->unsent(), 0u) << "the system accepted everything: nothing was tested";
  std::size_t appended = 12 * mebibyte;
  EXPECT_TRUE(drain_until([&] {
    const std::size_t more = std::min<std::size_t>(100000, bytes.size() - appended);
    connection->send(std::string_view(bytes).substr(appended, more));
    appended += more;
    return peer.received.size() == bytes.size();
  }));
  EXPECT_TRUE(peer.received == bytes) << "bytes were lost, doubled or swapped";
}

// A handle is nearly always writable: asking without need would be a busy loop.
TEST_F(ConnectionTest, WaitsToWriteOnlyWhileOutputIsPending) {
  EXPECT_FALSE(connection->wants_write());
  connection->send(flood());
  turn_until_quiet(reactor);
  EXPECT_TRUE(connection->wants_write());
  EXPECT_TRUE(drain_until([&] { return connection->unsent() == 0; }));
  EXPECT_FALSE(connection->wants_write());
  EXPECT_TRUE(sleeps(reactor));
}

TEST_F(ConnectionTest, UnsentCountsWhatTheSystemHasNotAccepted) {
  const std::string& bytes = flood();
  std::size_t last = bytes.size();
  connection->when_progressed = [&] {
    EXPECT_LT(connection->unsent(), last) << "progress means that some was accepted";
    last = connection->unsent();
  };
  connection->send(bytes);
  EXPECT_EQ(connection->unsent(), bytes.size());
  EXPECT_TRUE(drain_until([&] {
    EXPECT_LE(peer.received.size(), bytes.size() - connection->unsent());
    return peer.received.size() == bytes.size();
  }));
  EXPECT_GT(connection->progresses, 1);
  EXPECT_EQ(connection->unsent(), 0u);
}

TEST_F(ConnectionTest, KnowsWhenTheSystemLastAcceptedOutput) {
  const TimePoint before_send = now();
  turn_until_quiet(reactor);
  connection->send(flood());
  EXPECT_GE(connection->last_progress(), before_send) << "the output began to wait";
  turn_until_quiet(reactor);
  const TimePoint stalled_since = connection->last_progress();
  connection->send("more that must wait");
  EXPECT_EQ(connection->last_progress(), stalled_since) << "appending is no progress";
  peer.drain();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->last_progress() > stalled_since; }));
}

// Otherwise one long message would cost a server its size in memory for each member, for ever.
TEST(ConnectionMemory, IsGivenBackWhenTheOutputRests) {
  Reactor reactor(make_demultiplexer("poll"));
  StreamPair pair = make_stream_pair();
  RecordingConnection connection(reactor, std::move(pair.ours));
  Peer peer(std::move(pair.theirs));
  connection.send(flood());
  reactor.turn();
  EXPECT_GE(connection.output_buffer().capacity(), flood().size());
  EXPECT_TRUE(turn_until(reactor, [&] {
    peer.drain();
    return connection.output_buffer().capacity() <= 8 * kibibyte;
  }));
  EXPECT_TRUE(peer.received == flood()) << "no byte may be lost";
  EXPECT_TRUE(sleeps(reactor)) << "nothing is left to do";
}

// ---------------------------------------------------------------------------------- shared output

TEST(ConnectionWithSharedOutput, SendsWhatOthersSendWithoutACopyOfItsOwn) {
  Reactor reactor(make_demultiplexer("poll"));
  StreamPair pairs[] = {make_stream_pair(), make_stream_pair()};
  RecordingConnection one(reactor, std::move(pairs[0].ours));
  RecordingConnection two(reactor, std::move(pairs[1].ours));
  Peer peer_of_one(std::move(pairs[0].theirs));
  Peer peer_of_two(std::move(pairs[1].theirs));
  SharedOutput shared;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const std::string part = pattern(kibibyte - static_cast<std::size_t>(i));
    const SharedOutput::Range range = shared.append(part);
    one.send(shared, range);
    two.send(shared, range);
    expected += part;
  }
  EXPECT_EQ(one.unsent(), expected.size());
  EXPECT_EQ(two.unsent(), expected.size());
  EXPECT_TRUE(turn_until(reactor, [&] {
    peer_of_one.drain();
    peer_of_two.drain();
    return peer_of_one.received.size() + peer_of_two.received.size() == 2 * expected.size();
  }));
  EXPECT_TRUE(peer_of_one.received == expected);
  EXPECT_TRUE(peer_of_two.received == expected);
  EXPECT_EQ(one.accepted, expected.size());
  EXPECT_EQ(shared.append("next").begin, 0u) << "all was given back";
}

TEST_F(ConnectionTest, CopiesTheSharedOutputThatTheSystemDidNotAccept) {
  SharedOutput shared;
  connection->send(shared, shared.append(flood()));
  EXPECT_LT(connection->output_buffer().capacity(), kibibyte);
  reactor.turn();
  ASSERT_GT(connection->unsent(), 0u) << "the system accepted all of it";
  EXPECT_GE(connection->output_buffer().capacity(), connection->unsent());
  shared.append(std::string(flood().size(), 'x'));  // the memory is used again
  connection->send(shared, shared.append("the end"));
  EXPECT_TRUE(drain_until([&] { return peer.received.size() == flood().size() + 7; }));
  EXPECT_TRUE(peer.received == flood() + "the end");
}

// What waits already is copied neither again nor for the new output.
TEST_F(ConnectionTest, CopiesNoSharedOutputBeforeTheEndOfTheTurnThoughABacklogWaits) {
  SharedOutput shared;
  connection->send(shared, shared.append(flood()));
  reactor.turn();
  const std::size_t backlog = connection->unsent();
  ASSERT_GT(backlog, 0u) << "the system accepted all of it";
  const std::size_t before = connection->output_buffer().capacity();
  connection->send(shared, shared.append(flood()));
  connection->flush();
  EXPECT_EQ(connection->output_buffer().capacity(), before);
  reactor.turn();
  EXPECT_GE(connection->output_buffer().capacity(), backlog + flood().size());
  EXPECT_TRUE(drain_until([&] { return peer.received.size() == 2 * flood().size(); }));
  EXPECT_TRUE(peer.received == flood() + flood());
}

TEST_F(ConnectionTest, SendsWhatItBorrowsBehindItsOwnOutputInTheSameSend) {
  SharedOutput shared;
  connection->send("own, ");
  connection->send(shared, shared.append("shared"));
  reactor.turn();
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  char buffer[64];
  const IoResult result = peer.socket.receive(buffer, sizeof buffer);
  EXPECT_EQ(std::string(buffer, result.bytes), "own, shared");
}

// Each of them may take more time than all deliveries of a turn.
TEST_F(ConnectionTest, ChargesForSendingAndForCopyingWhatTheSystemDidNotAccept) {
  SharedOutput shared;
  connection->send(shared, shared.append(flood()));
  reactor.turn();
  ASSERT_GT(connection->unsent(), 0u) << "the system accepted all of it";
  TurnBudget expected(TurnBudget::ordinary);
  expected.charge_send(flood().size() - connection->unsent());
  expected.charge_copy(connection->unsent());
  EXPECT_GE(reactor.system_calls().spent(), expected.spent());

  expected.renew();
  expected.charge_copy(flood().size());
  connection->send(shared, shared.append(flood()));
  reactor.turn();
  EXPECT_GE(reactor.system_calls().spent(), expected.spent());
}

// What was borrowed is copied as soon as other bytes follow.
TEST_F(ConnectionTest, ChargesForCopyingWhatItHasBorrowed) {
  SharedOutput shared;
  connection->send(shared, shared.append(flood()));
  TurnBudget expected(TurnBudget::ordinary);
  expected.charge_copy(flood().size());

  std::size_t before = reactor.deliveries().spent();
  connection->send("one's own");
  EXPECT_GE(reactor.deliveries().spent() - before, expected.spent());

  RecordingConnection other(reactor, std::move(make_stream_pair().ours));
  other.send(shared, shared.append(flood()));
  shared.append("not for this connection");
  before = reactor.deliveries().spent();
  other.send(shared, shared.append("for it again"));
  EXPECT_GE(reactor.deliveries().spent() - before, expected.spent());
}

// A relay copies while handlers are dispatched, which is limited by this budget.
TEST_F(ConnectionTest, ChargesForCopyingWhatARelayMustKeep) {
  TurnBudget expected(TurnBudget::ordinary);
  connection->send_at_once(flood());
  ASSERT_GT(connection->unsent(), 0u) << "the system accepted all of it";
  expected.charge_send(flood().size() - connection->unsent());
  expected.charge_copy(connection->unsent());
  EXPECT_GE(reactor.system_calls().spent(), expected.spent());

  expected.charge_copy(64 * kibibyte);
  connection->send_at_once(pattern(64 * kibibyte));
  EXPECT_GE(reactor.system_calls().spent(), expected.spent());
}

TEST_F(ConnectionTest, GivesSharedOutputBackWhenItIsClosed) {
  SharedOutput shared;
  connection->send(shared, shared.append("never sent"));
  connection->close();
  EXPECT_EQ(shared.append("next").begin, 0u);
  connection->send(shared, shared.append("too late"));
  EXPECT_EQ(connection->unsent(), 0u);
}

// ------------------------------------------------------------------------------------- send_apart

TEST_F(ConnectionTest, PiecesSentApartArriveWholeAndInOrder) {
  std::string expected;
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string part = "<" + pattern(i * 331 % 20000) + ">";
    expected += part;
    i % 3 == 0 ? connection->send(part) : connection->send_apart(part);
  }
  const std::string& large = flood();
  expected += large;
  connection->send_apart(large);
  turn_until_quiet(reactor);
  ASSERT_GT(connection->unsent(), 0u) << "the system accepted everything: nothing was tested";
  connection->send_apart("last");
  expected += "last";
  EXPECT_TRUE(drain_until([&] { return peer.received.size() >= expected.size(); }));
  EXPECT_TRUE(peer.received == expected) << "bytes were lost, doubled or swapped";
}

TEST_F(ConnectionTest, OutputBehindAPieceSentApartLeavesInTheSameTurn) {
  connection->send_apart("apart");
  connection->send("after");
  reactor.turn();
  EXPECT_EQ(connection->unsent(), 0u);
  EXPECT_FALSE(connection->wants_write());
}

// ------------------------------------------------------------------------------------------- input

TEST_F(ConnectionTest, ReportsTheEndOfTheStreamAfterTheLastBytes) {
  int ends_before_last_bytes = 0;
  connection->when_bytes = [&](std::string_view) { ends_before_last_bytes = connection->ends; };
  const std::string bytes = pattern(100 * kibibyte);
  ASSERT_EQ(peer.send(bytes), bytes.size());
  peer.socket.close();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
  EXPECT_TRUE(connection->received == bytes);
  EXPECT_EQ(ends_before_last_bytes, 0);
  EXPECT_FALSE(connection->end_error) << "an orderly end";
}

// After the end of the stream, the handle stays readable for ever. The end is reported once and
// costs nothing more.
TEST_F(ConnectionTest, ReportsTheEndOfTheStreamOnce) {
  peer.socket.shutdown_send();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
  EXPECT_TRUE(sleeps(reactor));
  EXPECT_EQ(connection->ends, 1);
  EXPECT_FALSE(connection->is_closed()) << "closing is for the derived class to decide";
}

TEST_F(ConnectionTest, ReportsAResetAsAnError) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  connection->send("unread");
  connection->flush();
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.socket.close();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
  EXPECT_EQ(connection->end_error, std::errc::connection_reset) << connection->end_error.message();
}

TEST_F(ConnectionTest, ReadsOneBufferPerTurnSoThatOthersDoNotStarve) {
  StreamPair pair = make_stream_pair();
  RecordingConnection quiet(reactor, std::move(pair.ours));
  ASSERT_GT(peer.send(flood()), 256 * kibibyte);
  pair.theirs.send("me too", 6);
  ASSERT_TRUE(await_readable(quiet.handle()));
  ASSERT_TRUE(await_readable(connection->handle()));
  for (int turn = 1; turn <= 3; ++turn) {
    reactor.turn();
    EXPECT_EQ(connection->chunks, turn);
    EXPECT_EQ(quiet.received, "me too");
  }
  EXPECT_LE(connection->largest_chunk, 64 * kibibyte);
}

// A connection with a small receive buffer of its own.
class Sipping : public RecordingConnection {
 public:
  using RecordingConnection::RecordingConnection;

 private:
  ReceiveBuffer receive_buffer() override { return {memory_, sizeof memory_}; }
  char memory_[4] = {};
};

TEST_F(ConnectionTest, ReceivesIntoTheBufferThatItIsGiven) {
  StreamPair pair = make_stream_pair();
  Sipping sipping(reactor, std::move(pair.ours));
  pair.theirs.send("from the whole", 14);
  EXPECT_TRUE(turn_until(reactor, [&] { return sipping.received == "from the whole"; }));
  EXPECT_EQ(sipping.chunks, 4);
  EXPECT_EQ(sipping.largest_chunk, 4u);
}

TEST_F(ConnectionTest, WhileHeldReadsNothingAndLosesNothing) {
  connection->hold(true);
  const std::string bytes = pattern(100 * kibibyte);
  ASSERT_EQ(peer.send(bytes), bytes.size());
  peer.socket.shutdown_send();
  turn_until_quiet(reactor);
  EXPECT_EQ(connection->chunks, 0);
  EXPECT_EQ(connection->ends, 0);
  connection->hold(false);
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
  EXPECT_TRUE(connection->received == bytes);
}

TEST_F(ConnectionTest, HeldByAnotherHandlerReadsNothingInTheSameTurn) {
  StreamPair pair = make_stream_pair();
  RecordingConnection later(reactor, std::move(pair.ours));
  connection->when_bytes = [&](std::string_view) { later.hold(true); };
  peer.send("first");
  pair.theirs.send("second", 6);
  ASSERT_TRUE(await_readable(connection->handle()));
  ASSERT_TRUE(await_readable(later.handle()));
  reactor.turn();
  EXPECT_EQ(connection->received, "first");
  EXPECT_EQ(later.received, "");
}

TEST_F(ConnectionTest, WhileHeldStillSends) {
  connection->hold(true);
  const std::string& bytes = flood();
  connection->send(bytes);
  EXPECT_TRUE(drain_until([&] { return peer.received.size() >= bytes.size(); }));
  EXPECT_TRUE(peer.received == bytes);
}

TEST_F(ConnectionTest, WhileHeldDoesNotSpinIfThePeerResets) {
  connection->hold(true);
  connection->send("unread");
  reactor.turn();
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.socket.close();
  ASSERT_TRUE(await_readable(connection->handle()));
  EXPECT_TRUE(sleeps(reactor));
  connection->hold(false);
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
}

TEST_F(ConnectionTest, HoldingAndReleasingDoesNotReportTheEndAgain) {
  peer.socket.shutdown_send();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
  connection->hold(true);
  connection->hold(false);
  turn_until_quiet(reactor);
  EXPECT_EQ(connection->ends, 1);
}

// ------------------------------------------------------------------------------ ends of the stream

TEST_F(ConnectionTest, AHalfClosedPeerReceivesItsAnswer) {
  const std::string& answer = flood();
  connection->when_ended = [&] {
    connection->send(answer);
    connection->finish();
  };
  peer.send("question");
  peer.socket.shutdown_send();
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_FALSE(peer.error) << peer.error.message();
  EXPECT_TRUE(peer.received == answer);
  EXPECT_EQ(connection->received, "question");
  EXPECT_EQ(connection->closes, 1) << "both ends are ended: there is nothing to wait for";
}

TEST_F(ConnectionTest, EndOutputFlushesAndKeepsReading) {
  const std::string& bytes = flood();
  connection->send(bytes);
  connection->end_output();
  connection->send("too late");
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_FALSE(peer.error) << peer.error.message();
  EXPECT_TRUE(peer.received == bytes);
  peer.send("still heard");
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->received == "still heard"; }));
  EXPECT_FALSE(connection->is_closed());
  peer.socket.close();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->ends > 0; }));
}

TEST_F(ConnectionTest, CanFinishAfterEndOutput) {
  connection->end_output();
  reactor.turn();
  connection->finish();
  reactor.turn();
  EXPECT_EQ(connection->closes, 0) << "the peer may still send";
  peer.socket.close();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->closes > 0; }));
  EXPECT_EQ(connection->ends, 0) << "a finished connection tells nothing but that it is closed";
}

// Closing while input is unread makes the system send a reset, which may overtake output.
TEST_F(ConnectionTest, FinishDeliversEverythingWithoutAResetIfInputIsUnread) {
  connection->hold(true);
  ASSERT_GT(peer.send(flood()), 256 * kibibyte);
  const std::string farewell = pattern(100 * kibibyte);
  connection->send(farewell);
  connection->finish();
  EXPECT_TRUE(connection->is_finishing());
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_FALSE(peer.error) << peer.error.message();
  EXPECT_TRUE(peer.received == farewell);
  EXPECT_EQ(connection->closes, 0) << "the peer has not closed yet";
  peer.socket.close();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->closes > 0; }));
  EXPECT_EQ(connection->received, "") << "what comes after finish() is dropped";
}

TEST_F(ConnectionTest, FinishDeliversABacklogToAPeerThatReadsLate) {
  const std::string& bytes = flood();
  connection->send(bytes);
  turn_until_quiet(reactor);
  connection->finish();
  reactor.turn();
  EXPECT_GT(connection->unsent(), 0u);
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_FALSE(peer.error) << peer.error.message();
  EXPECT_TRUE(peer.received == bytes);
}

TEST_F(ConnectionTest, FinishWithNothingToSendEndsTheStreamInTheSameTurn) {
  connection->finish();
  reactor.turn();
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.drain();
  EXPECT_TRUE(peer.ended);
}

TEST_F(ConnectionTest, AfterFinishIgnoresSendAndASecondFinish) {
  connection->send("last");
  connection->finish();
  connection->send("too late");
  connection->send_apart("too late");
  connection->finish();
  EXPECT_EQ(connection->unsent(), 4u);
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_EQ(peer.received, "last");
  peer.socket.close();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection->closes > 0; }));
  EXPECT_EQ(connection->closes, 1);
}

TEST_F(ConnectionTest, FinishEndsIfThePeerResets) {
  connection->send(flood());
  turn_until_quiet(reactor);
  connection->finish();
  peer.socket.close();  // with all of it unread
  EXPECT_TRUE(turn_until(
      reactor, [&] { return connection->closes > 0; }, milliseconds(1500)));
}

// Two seconds, the linger interval.
TEST(Connection, FinishGivesUpOnAPeerThatAcceptsNothing) {
  Reactor reactor(make_demultiplexer("poll"));
  StreamPair pair = make_stream_pair();
  RecordingConnection connection(reactor, std::move(pair.ours));
  connection.send(flood());
  turn_until_quiet(reactor);
  ASSERT_GT(connection.unsent(), 0u) << "the system accepted everything: nothing was tested";
  const TimePoint begin = now();
  connection.finish();
  EXPECT_TRUE(turn_until(reactor, [&] { return connection.closes > 0; }));
  EXPECT_GE(now() - begin, milliseconds(2000));
}

TEST_F(ConnectionTest, ReportsClosingOnce) {
  connection->send("never sent");
  connection->close();
  connection->close();
  connection->finish();
  EXPECT_EQ(connection->closes, 1);
  EXPECT_TRUE(connection->is_closed());
  EXPECT_EQ(connection->unsent(), 0u);
  EXPECT_EQ(reactor.handler_count(), 0u);
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(0));
  reactor.turn();
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.drain();
  EXPECT_EQ(peer.received, "");
  EXPECT_TRUE(peer.ended);
}

TEST_F(ConnectionTest, ResetIsACloseThatThePeerSeesAsAReset) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  connection->send("never sent");
  connection->reset();
  EXPECT_EQ(connection->closes, 1);
  EXPECT_TRUE(connection->is_closed());
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.drain();
  EXPECT_EQ(peer.error, std::errc::connection_reset);
  connection->reset();
  EXPECT_EQ(connection->closes, 1);
}

TEST_F(ConnectionTest, AfterCloseIgnoresEveryCall) {
  connection->close();
  connection->send("x");
  connection->send_apart("x");
  connection->hold(true);
  connection->hold(false);
  connection->end_output();
  connection->flush();
  EXPECT_EQ(connection->unsent(), 0u);
  EXPECT_EQ(connection->closes, 1);
  EXPECT_EQ(reactor.handler_count(), 0u);
}

TEST_F(ConnectionTest, CanBeClosedWhileItReceivesAndIsDestroyedAfterTheTurn) {
  bool destroyed_early = false;
  RecordingConnection* const itself = connection.get();
  itself->when_closed = [&] { reactor.retire(std::move(connection)); };
  itself->when_bytes = [&](std::string_view) {
    itself->send("unsent");
    itself->close();
    destroyed_early = itself->closes != 1;
  };
  peer.send("close yourself");
  EXPECT_TRUE(turn_until(reactor, [&] { return reactor.handler_count() == 0; }));
  EXPECT_FALSE(destroyed_early);
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_EQ(peer.received, "");
}

TEST_F(ConnectionTest, ReportsProgressOncePerFlushAndHowMuchTheSystemAccepted) {
  for (const char* part : {"one", "two", "three"}) connection->send_apart(part);
  connection->when_progressed = [&] { EXPECT_EQ(connection->unsent(), 0u); };
  reactor.turn();
  EXPECT_EQ(connection->progresses, 1);
  EXPECT_EQ(connection->accepted, 11u);
}

TEST_F(ConnectionTest, CanBeClosedWhileItReportsProgress) {
  connection->when_progressed = [&] { connection->close(); };
  connection->send_apart("one");
  connection->send_apart("two");
  reactor.turn();
  EXPECT_EQ(connection->closes, 1);
  EXPECT_EQ(connection->progresses, 1);
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_EQ(peer.received, "onetwo");
}

TEST_F(ConnectionTest, CanSendWhileItReportsProgress) {
  connection->when_progressed = [&] {
    if (connection->progresses == 1) connection->send("more");
  };
  connection->send("first ");
  reactor.turn();
  EXPECT_EQ(connection->unsent(), 0u) << "within the same turn";
  EXPECT_EQ(connection->accepted, 10u);
}

TEST_F(ConnectionTest, IsNotFlushedAfterItsDestruction) {
  connection->send("never sent");
  connection.reset();
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(0));
  reactor.turn();
  EXPECT_TRUE(drain_until([&] { return peer.is_over(); }));
  EXPECT_EQ(peer.received, "");
}

// The last flush may come after the connection was removed, and may find the peer's window full.
TEST_F(ConnectionTest, CanBeRetiredWithMoreOutputThanFits) {
  StreamPair pair = make_stream_pair();
  RecordingConnection other(reactor, std::move(pair.ours));
  connection->send(flood());
  reactor.retire(std::move(connection));
  reactor.turn();
  EXPECT_EQ(reactor.handler_count(), 1u);
  pair.theirs.send("still here", 10);
  EXPECT_TRUE(turn_until(reactor, [&] { return other.received == "still here"; }));
}

TEST(EndReason, SaysWhyTheInputEnded) {
  EXPECT_EQ(end_reason({}), "end of stream");
  EXPECT_EQ(end_reason(std::make_error_code(std::errc::connection_reset)), "reset by peer");
  EXPECT_EQ(end_reason(std::make_error_code(std::errc::timed_out)), "no answer from peer");
  EXPECT_EQ(end_reason(std::make_error_code(std::errc::host_unreachable)),
            std::make_error_code(std::errc::host_unreachable).message());
}

}  // namespace
}  // namespace chatlab::connection_test
