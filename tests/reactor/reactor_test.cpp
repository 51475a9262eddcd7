// The reactor's contract: which handlers are called in a turn, in which order, and which are not.
#include "reactor/reactor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::reactor_test {
namespace {

class ReactorContract : public WithReactor {};

// A flush handler that counts.
class FlushProbe : public FlushHandler {
 public:
  explicit FlushProbe(Reactor& reactor) : reactor_(reactor) {}
  ~FlushProbe() override { reactor_.cancel_flush(*this); }

  void on_flush() override {
    ++flushes;
    if (when_flushed) when_flushed();
  }

  int flushes = 0;
  std::function<void()> when_flushed;

 private:
  Reactor& reactor_;
};

// A handler that destroys itself as soon as it is called. Its memory outlives it, which shows
// whether the handler is used afterwards.
class SelfDestroying {
 public:
  explicit SelfDestroying(Reactor& reactor) : handler_(new (memory_) Handler(reactor, *this)) {}

  Probe& operator*() { return *handler_; }
  Probe* operator->() { return handler_; }

  // True if the handler was destroyed and its memory was not written afterwards.
  bool is_left_alone() const {
    return std::all_of(std::begin(memory_), std::end(memory_),
                       [](unsigned char byte) { return byte == destroyed; });
  }

 private:
  struct Handler : Probe {
    Handler(Reactor& reactor, SelfDestroying& place) : Probe(reactor), place_(place) {}
    void on_readable() override { place_.destroy(); }
    void on_writable() override { place_.destroy(); }
    SelfDestroying& place_;
  };

  void destroy() {
    handler_->~Handler();
    std::fill(std::begin(memory_), std::end(memory_), destroyed);
  }

  static constexpr unsigned char destroyed = 0xa5;  // no valid pointer, and true as a boolean

  alignas(Handler) unsigned char memory_[sizeof(Handler)];
  Handler* handler_;
};

// ------------------------------------------------------------------------------------------- calls

TEST_F(ReactorContract, AReadableHandlerIsCalledAsLongAsItIsReadable) {
  Probe probe(reactor);
  reactor.add(probe);
  probe.make_readable();
  reactor.turn();
  reactor.turn();
  EXPECT_EQ(probe.reads, 2) << "it read nothing, so its handle stays ready";
  EXPECT_EQ(probe.writes, 0) << "it never asked for writing";
}

TEST_F(ReactorContract, AHandlerIsCalledForWritingIfItWantsToWrite) {
  Probe probe(reactor);
  reactor.add(probe);
  reactor.want_write(probe, true);
  reactor.turn();
  EXPECT_EQ(probe.writes, 1);
  EXPECT_EQ(probe.reads, 0);
  reactor.want_write(probe, false);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(probe.writes, 1);
  EXPECT_EQ(probe.reads, 1);
}

TEST_F(ReactorContract, AHandlerThatIsReadableAndWritableReadsFirst) {
  Probe probe(reactor);
  std::string order;
  probe.when_readable = [&] { order += "read "; };
  probe.when_writable = [&] { order += "write "; };
  reactor.add(probe);
  reactor.want_write(probe, true);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(order, "read write ");
}

TEST_F(ReactorContract, ARemovedHandlerIsNotCalled) {
  Probe removed(reactor);
  Probe other(reactor);
  reactor.add(removed);
  reactor.add(other);
  removed.make_readable();
  other.make_readable();
  reactor.remove(removed);
  reactor.remove(removed);  // twice does no harm
  EXPECT_FALSE(removed.is_registered());
  EXPECT_EQ(reactor.handler_count(), 1u);
  reactor.turn();
  EXPECT_EQ(removed.reads, 0);
  EXPECT_EQ(other.reads, 1);
}

TEST_F(ReactorContract, ARemovedHandlerCanBeAddedAgain) {
  Probe probe(reactor);
  reactor.add(probe);
  reactor.want_write(probe, true);
  reactor.remove(probe);
  reactor.add(probe);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(probe.reads, 1);
  EXPECT_EQ(probe.writes, 0) << "what it wanted before is forgotten";
}

TEST_F(ReactorContract, ReadyHandlersAreCalledInTheOrderOfTheirSlots) {
  std::string order;
  std::vector<std::unique_ptr<Probe>> probes;
  for (int i = 0; i < 9; ++i) {
    probes.push_back(std::make_unique<Probe>(reactor));
    probes.back()->when_readable = [&order, i] { order += std::to_string(i); };
    reactor.add(*probes.back());
  }
  for (const std::size_t ready : {8u, 1u, 4u}) probes[ready]->make_readable();
  reactor.turn();
  EXPECT_EQ(order, "148");
}

TEST_F(ReactorContract, TheLastHandlerMovesIntoTheSlotOfARemovedHandler) {
  std::string order;
  std::vector<std::unique_ptr<Probe>> probes;
  for (int i = 0; i < 5; ++i) {
    probes.push_back(std::make_unique<Probe>(reactor));
    probes.back()->when_readable = [&order, i] { order += std::to_string(i); };
    reactor.add(*probes.back());
    probes.back()->make_readable();
  }
  reactor.remove(*probes[1]);
  reactor.turn();
  EXPECT_EQ(order, "0423");
}

// --------------------------------------------------------------------------- changes during a turn

TEST_F(ReactorContract, AHandlerRemovedByAnotherInTheSameTurnIsNotCalled) {
  Probe remover(reactor);
  Probe removed(reactor);
  remover.when_readable = [&] { reactor.remove(removed); };
  for (Probe* probe : {&remover, &removed}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  reactor.turn();
  EXPECT_EQ(remover.reads, 1);
  EXPECT_EQ(removed.reads, 0);
}

TEST_F(ReactorContract, HandlersBehindARemovedOneAreCalledInTheSameTurn) {
  std::vector<std::unique_ptr<Probe>> probes;
  for (int i = 0; i < 6; ++i) {
    probes.push_back(std::make_unique<Probe>(reactor));
    reactor.add(*probes.back());
    probes.back()->make_readable();
  }
  probes[0]->when_readable = [&] {
    reactor.remove(*probes[1]);
    reactor.remove(*probes[3]);
  };
  probes[2]->when_readable = [&] { reactor.remove(*probes[0]); };  // was called already
  reactor.turn();
  const std::vector<int> expected = {1, 0, 1, 0, 1, 1};
  for (std::size_t i = 0; i < probes.size(); ++i) {
    EXPECT_EQ(probes[i]->reads, expected[i]) << "handler " << i;
  }
}

TEST_F(ReactorContract, AHandlerDestroyedByAnotherInTheSameTurnIsNotCalled) {
  Probe destroyer(reactor);
  auto destroyed = std::make_unique<Probe>(reactor);
  int reads = 0;
  destroyed->when_readable = [&] { ++reads; };
  destroyer.when_readable = [&] { destroyed.reset(); };
  for (Probe* probe : {&destroyer, destroyed.get()}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  reactor.turn();
  EXPECT_EQ(destroyer.reads, 1);
  EXPECT_EQ(reads, 0);
}

TEST_F(ReactorContract, AHandlerRetiredByAnotherInTheSameTurnIsNotCalled) {
  Probe retirer(reactor);
  auto retired = std::make_unique<Probe>(reactor);
  int reads = 0;
  bool destroyed = false;
  retired->when_readable = [&] { ++reads; };
  retired->when_destroyed = [&] { destroyed = true; };
  for (Probe* probe : {&retirer, retired.get()}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  retirer.when_readable = [&] {
    reactor.remove(*retired);
    reactor.retire(std::move(retired));
  };
  reactor.turn();
  EXPECT_EQ(retirer.reads, 1);
  EXPECT_EQ(reads, 0);
  EXPECT_TRUE(destroyed);
}

TEST_F(ReactorContract, AHandlerThatRemovesItselfWhileReadingIsNotCalledForWriting) {
  Probe probe(reactor);
  probe.when_readable = [&] { reactor.remove(probe); };
  reactor.add(probe);
  reactor.want_write(probe, true);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(probe.reads, 1);
  EXPECT_EQ(probe.writes, 0);
}

TEST_F(ReactorContract, AHandlerThatDestroysItselfWhileReadingIsNotUsedAnyMore) {
  SelfDestroying probe(reactor);
  reactor.add(*probe);
  reactor.want_write(*probe, true);
  probe->make_readable();
  reactor.turn();
  EXPECT_TRUE(probe.is_left_alone());
  EXPECT_EQ(reactor.handler_count(), 0u);
}

TEST_F(ReactorContract, AHandlerCanRemoveItselfWhileWriting) {
  Probe writer(reactor);
  Probe behind(reactor);
  for (Probe* probe : {&writer, &behind}) {
    reactor.add(*probe);
    reactor.want_write(*probe, true);
  }
  writer.when_writable = [&] { reactor.remove(writer); };
  reactor.turn();
  EXPECT_FALSE(writer.is_registered());
  EXPECT_EQ(writer.writes, 1);
  EXPECT_EQ(behind.writes, 1);
  reactor.turn();
  EXPECT_EQ(writer.writes, 1);
  EXPECT_EQ(behind.writes, 2);
}

TEST_F(ReactorContract, AHandlerThatDestroysItselfWhileWritingIsNotUsedAnyMore) {
  SelfDestroying probe(reactor);
  Probe behind(reactor);
  for (Probe* each : {&*probe, &behind}) {
    reactor.add(*each);
    reactor.want_write(*each, true);
  }
  reactor.turn();
  EXPECT_TRUE(probe.is_left_alone());
  EXPECT_EQ(behind.writes, 1);
  EXPECT_EQ(reactor.handler_count(), 1u);
}

TEST_F(ReactorContract, AHandlerRemovedAndAddedAgainInATurnWaitsForTheNext) {
  Probe changer(reactor);
  Probe changed(reactor);
  changer.when_readable = [&] {
    reactor.remove(changed);
    reactor.add(changed);
  };
  for (Probe* probe : {&changer, &changed}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  reactor.turn();
  EXPECT_EQ(changed.reads, 0);
  changer.when_readable = nullptr;
  reactor.turn();
  EXPECT_EQ(changed.reads, 1);
}

TEST_F(ReactorContract, AHandlerAddedDuringATurnWaitsForTheNext) {
  Probe adder(reactor);
  Probe added(reactor);
  added.make_readable();
  adder.when_readable = [&] {
    if (!added.is_registered()) reactor.add(added);
  };
  reactor.add(adder);
  adder.make_readable();
  reactor.turn();
  EXPECT_TRUE(added.is_registered());
  EXPECT_EQ(added.reads, 0);
  reactor.turn();
  EXPECT_EQ(added.reads, 1);
}

// The system gives a new descriptor the lowest free number: that of the one closed a moment ago.
TEST_F(ReactorContract, ADescriptorClosedAndReusedInATurnDoesNotGetItsPredecessorsEvent) {
  Probe closer(reactor);
  auto closed = std::make_unique<Probe>(reactor);
  auto successor = std::make_unique<Probe>(reactor, StreamPair());
  TcpListener listener(loopback());
  const Handle number = closed->handle();
  int reads_of_closed = 0;
  closed->when_readable = [&] { ++reads_of_closed; };
  closer.when_readable = [&] {
    if (!closed) return;
    closed.reset();
    IoResult result;
    successor->socket = TcpSocket::connect(listener.local_address(), result);
    reactor.add(*successor);
  };
  for (Probe* probe : {&closer, closed.get()}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  reactor.turn();
  if (successor->handle() != number) GTEST_SKIP() << "this system reuses numbers later";
  EXPECT_EQ(reads_of_closed, 0);
  EXPECT_EQ(successor->reads, 0) << "nothing was sent to it";
  reactor.turn();
  EXPECT_EQ(successor->reads, 0) << "nothing was sent to it";
}

TEST_F(ReactorContract, InterestWithdrawnByAnotherHandlerTakesEffectInTheSameTurn) {
  Probe first(reactor);
  Probe second(reactor);
  first.when_readable = [&] {
    reactor.want_read(second, false);
    reactor.want_write(second, false);
  };
  for (Probe* probe : {&first, &second}) {
    reactor.add(*probe);
    reactor.want_write(*probe, true);
    probe->make_readable();
  }
  reactor.turn();
  EXPECT_EQ(second.reads, 0);
  EXPECT_EQ(second.writes, 0);
}

TEST_F(ReactorContract, InterestInWritingWithdrawnWhileReadingTakesEffectAtOnce) {
  Probe probe(reactor);
  probe.when_readable = [&] { reactor.want_write(probe, false); };
  reactor.add(probe);
  reactor.want_write(probe, true);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(probe.reads, 1);
  EXPECT_EQ(probe.writes, 0);
}

TEST_F(ReactorContract, NewInterestTakesEffectInTheNextTurn) {
  Probe probe(reactor);
  probe.when_readable = [&] { reactor.want_write(probe, true); };
  reactor.add(probe);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(probe.writes, 0) << "no wait has asked for writing yet";
  reactor.turn();
  EXPECT_EQ(probe.writes, 1);
}

// The first turn finds both handlers ready, the second only one: the other's position is stale.
TEST_F(ReactorContract, RemovingAHandlerThatIsNotReadyDoesNotAffectTheOthers) {
  Probe gone_quiet(reactor);
  Probe other(reactor);
  for (Probe* probe : {&gone_quiet, &other}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  reactor.turn();
  char byte = 0;
  gone_quiet.socket.receive(&byte, 1);
  reactor.want_write(other, true);
  other.when_readable = [&] { reactor.remove(gone_quiet); };
  reactor.turn();
  EXPECT_EQ(other.reads, 2);
  EXPECT_EQ(other.writes, 1);
}

// --------------------------------------------------------------------------------------- lifetimes

TEST_F(ReactorContract, ARetiredHandlerIsDestroyedAtTheEndOfTheTurn) {
  auto probe = std::make_unique<Probe>(reactor);
  Probe* const itself = probe.get();
  FlushProbe flush(reactor);
  std::string order;
  itself->when_readable = [&] {
    reactor.retire(std::move(probe));
    reactor.request_flush(flush);
    order += "retired ";
  };
  itself->when_destroyed = [&] { order += "destroyed "; };
  flush.when_flushed = [&] { order += "flushed "; };
  reactor.add(*itself);
  itself->make_readable();
  reactor.turn();
  EXPECT_EQ(order, "retired flushed destroyed ");
  EXPECT_EQ(reactor.handler_count(), 0u);
}

TEST_F(ReactorContract, AnObjectThatIsNoHandlerCanBeRetired) {
  struct Object {
    explicit Object(bool& noted) : destroyed(noted) {}
    ~Object() { destroyed = true; }
    bool& destroyed;
  };
  bool destroyed = false;
  Probe retirer(reactor);
  retirer.when_readable = [&] {
    reactor.retire(std::make_unique<Object>(destroyed));
    EXPECT_FALSE(destroyed);
  };
  reactor.add(retirer);
  retirer.make_readable();
  reactor.turn();
  EXPECT_TRUE(destroyed);
}

TEST_F(ReactorContract, AHandlerRetiredWhileAnotherIsDestroyedIsDestroyedInTheSameTurn) {
  auto first = std::make_unique<Probe>(reactor);
  auto second = std::make_unique<Probe>(reactor);
  bool second_destroyed = false;
  first->when_destroyed = [&] { reactor.retire(std::move(second)); };
  second->when_destroyed = [&] { second_destroyed = true; };
  reactor.add(*first);
  reactor.add(*second);
  reactor.retire(std::move(first));
  reactor.turn();
  EXPECT_TRUE(second_destroyed);
  EXPECT_EQ(reactor.handler_count(), 0u);
}

TEST_F(ReactorContract, AHandlerRetiredBetweenTurnsIsDestroyedWithoutWaitingForAnEvent) {
  auto probe = std::make_unique<Probe>(reactor);
  bool destroyed = false;
  probe->when_destroyed = [&] { destroyed = true; };
  reactor.add(*probe);
  reactor.retire(std::move(probe));
  reactor.turn();  // if it waited, the fixture's guard would fail the test
  EXPECT_TRUE(destroyed);
}

TEST_F(ReactorContract, ARetiredHandlerThatWasNeverAddedIsDestroyed) {
  auto probe = std::make_unique<Probe>(reactor);
  bool destroyed = false;
  probe->when_destroyed = [&] { destroyed = true; };
  reactor.retire(std::move(probe));
  reactor.turn();
  EXPECT_TRUE(destroyed);
}

TEST_F(ReactorContract, ARetiredHandlerIsDestroyedWithTheReactor) {
  bool destroyed = false;
  {
    Reactor short_lived(make_poll_demultiplexer());
    auto probe = std::make_unique<Probe>(short_lived);
    probe->when_destroyed = [&] { destroyed = true; };
    short_lived.add(*probe);
    short_lived.retire(std::move(probe));
  }
  EXPECT_TRUE(destroyed);
}

// The handler's interest ended with its registration: nothing can be changed any more.
TEST_F(ReactorContract, ChangingTheInterestOfARemovedHandlerHasNoEffect) {
  Probe removed(reactor);
  Probe other(reactor);
  reactor.add(other);
  reactor.add(removed);
  reactor.remove(removed);
  reactor.want_read(removed, true);
  reactor.want_write(removed, true);
  other.make_readable();
  removed.make_readable();
  reactor.turn();
  EXPECT_EQ(removed.reads + removed.writes, 0);
  EXPECT_EQ(other.reads, 1);
}

// ------------------------------------------------------------------------------ errors, hang-ups

TEST_F(ReactorContract, AnEndOfStreamReachesTheHandlerAsReadable) {
  Probe probe(reactor);
  IoStatus status = IoStatus::done;
  probe.when_readable = [&] {
    char byte = 0;
    status = probe.socket.receive(&byte, 1).status;
  };
  reactor.add(probe);
  probe.peer.close();
  reactor.turn();
  EXPECT_EQ(status, IoStatus::closed);
}

TEST_F(ReactorContract, AResetReachesTheHandlerAsReadableSoThatReceiveReportsIt) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  Probe probe(reactor);
  std::error_code error;
  probe.when_readable = [&] {
    char byte = 0;
    error = probe.socket.receive(&byte, 1).error;
  };
  reactor.add(probe);
  reset_by_peer(probe.socket, probe.peer);
  reactor.turn();
  EXPECT_EQ(error, std::errc::connection_reset) << error.message();
}

TEST_F(ReactorContract, AResetReachesAHandlerThatOnlyWritesAsWritable) {
  Probe probe(reactor);
  IoStatus status = IoStatus::done;
  probe.when_writable = [&] { status = probe.socket.send("x", 1).status; };
  reactor.add(probe);
  reactor.want_read(probe, false);
  reactor.want_write(probe, true);
  reset_by_peer(probe.socket, probe.peer);
  reactor.turn();
  EXPECT_EQ(probe.reads, 0);
  EXPECT_EQ(status, IoStatus::error);
}

// poll(2) reports hang-ups whether asked or not: a handler on hold would be a busy loop.
TEST_F(ReactorContract, AHandlerWithoutInterestIsNotCalledOnAHangUp) {
  Probe probe(reactor);
  reactor.add(probe);
  reactor.want_read(probe, false);
  reset_by_peer(probe.socket, probe.peer);
  EXPECT_TRUE(sleeps(reactor));
  EXPECT_EQ(reactor.statistics().wake_ups, 0u);
  EXPECT_EQ(probe.reads, 0);
}

// ------------------------------------------------------------------------------------------ timers

TEST_F(ReactorContract, TimersFireWithoutAnyHandler) {
  Alarm alarm(reactor.timers());
  const TimePoint begin = now();
  alarm.start(milliseconds(20));
  while (alarm.rings == 0) reactor.turn();
  EXPECT_GE(now() - begin, milliseconds(20));
  EXPECT_EQ(reactor.statistics().wake_ups, 0u);
}

// The time to wait is rounded up: without that the last millisecond would be spent spinning.
TEST_F(ReactorContract, AReactorSleepsUntilATimerIsDue) {
  Probe idle(reactor);
  reactor.add(idle);
  EXPECT_TRUE(sleeps(reactor));
}

TEST_F(ReactorContract, AHandlerIsCalledWithoutWaitingForATimer) {
  Probe probe(reactor);
  reactor.add(probe);
  probe.make_readable();
  Alarm alarm(reactor.timers());
  alarm.start(patience / 2);
  reactor.turn();
  EXPECT_EQ(probe.reads, 1);
  EXPECT_EQ(alarm.rings, 0);
}

TEST_F(ReactorContract, ADueTimerFiresEvenIfAHandleIsAlwaysReady) {
  Probe busy(reactor);
  reactor.add(busy);
  busy.make_readable();
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(5));
  const TimePoint deadline = now() + patience;
  while (alarm.rings == 0 && now() < deadline) reactor.turn();
  EXPECT_EQ(alarm.rings, 1);
  EXPECT_GE(busy.reads, 1);
}

TEST_F(ReactorContract, ATimerWithoutDelayThatRestartsItselfDoesNotStarveHandlers) {
  Probe probe(reactor);
  reactor.add(probe);
  Alarm restless(reactor.timers());
  restless.when_ringing = [&] { restless.start(milliseconds(0)); };
  restless.start(milliseconds(0));
  probe.make_readable();
  for (int turn = 1; turn <= 3; ++turn) {
    reactor.turn();
    EXPECT_EQ(probe.reads, turn);
    EXPECT_LE(restless.rings, turn) << "at most once per turn";
  }
}

// ------------------------------------------------------------------------------------------- flush

TEST_F(ReactorContract, ATurnCallsHandlersThenTimersThenFlushesThenDestroysTheRetired) {
  auto probe = std::make_unique<Probe>(reactor);
  Probe* const itself = probe.get();
  Alarm alarm(reactor.timers());
  FlushProbe flush(reactor);
  std::string order;
  itself->when_readable = [&] {
    order += "handler ";
    reactor.request_flush(flush);
    reactor.retire(std::move(probe));
  };
  itself->when_destroyed = [&] { order += "retired"; };
  alarm.when_ringing = [&] { order += "timer "; };
  flush.when_flushed = [&] { order += "flush "; };
  reactor.add(*itself);
  itself->make_readable();
  alarm.start(milliseconds(0));
  reactor.turn();
  EXPECT_EQ(order, "handler timer flush retired");
}

TEST_F(ReactorContract, AFlushRequestedSeveralTimesRunsOnce) {
  Probe probe(reactor);
  FlushProbe flush(reactor);
  probe.when_readable = [&] {
    for (int i = 0; i < 3; ++i) reactor.request_flush(flush);
  };
  reactor.add(probe);
  probe.make_readable();
  reactor.turn();
  EXPECT_EQ(flush.flushes, 1);
  reactor.turn();
  EXPECT_EQ(flush.flushes, 2) << "every turn anew";
}

TEST_F(ReactorContract, AFlushRequestedBetweenTurnsDoesNotWaitForAnEvent) {
  FlushProbe flush(reactor);
  reactor.request_flush(flush);
  reactor.turn();  // if it waited, the fixture's guard would fail the test
  EXPECT_EQ(flush.flushes, 1);
}

TEST_F(ReactorContract, AFlushRequestedByAFlushRunsInTheSameTurn) {
  FlushProbe first(reactor);
  FlushProbe second(reactor);
  std::string order;
  first.when_flushed = [&] {
    order += "first ";
    if (first.flushes > 1) return;
    reactor.request_flush(second);
    reactor.request_flush(first);
  };
  second.when_flushed = [&] { order += "second "; };
  reactor.request_flush(first);
  reactor.turn();
  EXPECT_EQ(order, "first second first ");
}

TEST_F(ReactorContract, ManyFlushesRequestedByAFlushAllRun) {
  std::vector<std::unique_ptr<FlushProbe>> others;
  for (int i = 0; i < 100; ++i) others.push_back(std::make_unique<FlushProbe>(reactor));
  FlushProbe first(reactor);
  first.when_flushed = [&] {
    for (const auto& other : others) reactor.request_flush(*other);
  };
  reactor.request_flush(first);
  reactor.turn();
  EXPECT_TRUE(turn_until(reactor, [&] {
    return std::all_of(others.begin(), others.end(),
                       [](const auto& other) { return other->flushes == 1; });
  }));
}

TEST_F(ReactorContract, ACancelledFlushDoesNotRun) {
  FlushProbe first(reactor);
  FlushProbe second(reactor);
  FlushProbe third(reactor);
  for (FlushProbe* probe : {&first, &second, &third}) reactor.request_flush(*probe);
  reactor.cancel_flush(first);
  reactor.cancel_flush(first);  // twice does no harm
  second.when_flushed = [&] { reactor.cancel_flush(third); };
  reactor.turn();
  EXPECT_EQ(first.flushes, 0);
  EXPECT_EQ(second.flushes, 1);
  EXPECT_EQ(third.flushes, 0);
}

TEST_F(ReactorContract, AFlushHandlerDestroyedByAnotherIsNotCalled) {
  FlushProbe first(reactor);
  auto second = std::make_unique<FlushProbe>(reactor);
  bool called = false;
  second->when_flushed = [&] { called = true; };
  first.when_flushed = [&] { second.reset(); };
  reactor.request_flush(first);
  reactor.request_flush(*second);
  reactor.turn();
  EXPECT_EQ(first.flushes, 1);
  EXPECT_FALSE(called);
}

// ----------------------------------------------------------------------------------- statistics

TEST_F(ReactorContract, CountsTurnsAndWakeUps) {
  Probe first(reactor);
  Probe second(reactor);
  for (Probe* probe : {&first, &second}) {
    reactor.add(*probe);
    probe->make_readable();
  }
  reactor.want_write(first, true);
  reactor.turn();
  reactor.remove(first);
  reactor.remove(second);
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(0));
  reactor.turn();
  EXPECT_EQ(reactor.statistics().turns, 2u);
  EXPECT_EQ(reactor.statistics().wake_ups, 1u);
}

TEST_F(ReactorContract, NamesItsDemultiplexer) {
  EXPECT_STREQ(reactor.demultiplexer_name(), "poll");
}

// The contract of demultiplexers is tested in demultiplexer_test.cpp, so one test is enough here.
TEST(ReactorOnSelect, CallsHandlersAndTimersAsOnPoll) {
  Reactor reactor(make_select_demultiplexer());
  EXPECT_STREQ(reactor.demultiplexer_name(), "select");
  Probe reader(reactor);
  Probe writer(reactor);
  Probe removed(reactor);
  for (Probe* probe : {&reader, &writer, &removed}) reactor.add(*probe);
  reactor.set_interest(writer, {false, true});
  reader.make_readable();
  removed.make_readable();
  reader.when_readable = [&] { reactor.remove(removed); };
  reactor.turn();
  EXPECT_EQ(reader.reads, 1);
  EXPECT_EQ(writer.writes, 1);
  EXPECT_EQ(removed.reads, 0);
  reactor.remove(reader);
  reactor.remove(writer);
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(5));
  while (alarm.rings == 0) reactor.turn();
  EXPECT_EQ(reactor.handler_count(), 0u);
}

}  // namespace
}  // namespace chatlab::reactor_test
