#include "reactor/reactor_observer.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_connection.hpp"
#include "tests/support/recording_observers.hpp"

namespace chatlab::reactor_observer_test {
namespace {

class ReactorObserverTest : public WithReactor {
 protected:
  RecordingReactorObserver seen;
};

TEST_F(ReactorObserverTest, ATurnIsReportedFromItsWaitToItsEnd) {
  Probe probe(reactor);
  reactor.add(probe);
  probe.make_readable();
  reactor.observe(&seen);
  reactor.turn();
  const std::string name = probe.describe();
  EXPECT_EQ(seen.lines,
            (std::vector<std::string>{"added " + name, "wait", "ready " + name + " r-", "end"}));
  ASSERT_EQ(seen.waits.size(), 1u);
  EXPECT_EQ(seen.waits[0].ready, 1u);
  EXPECT_EQ(seen.waits[0].handles, 1u);
  EXPECT_EQ(seen.waits[0].end, WaitEnd::returned);
  EXPECT_STREQ(seen.waits[0].call, "poll");
}

TEST_F(ReactorObserverTest, ARemovedHandlerIsReportedAsRemovedAndNotAsReady) {
  Probe probe(reactor);
  reactor.add(probe);
  reactor.observe(&seen);
  reactor.remove(probe);
  EXPECT_TRUE(seen.has("removed " + probe.describe()));
}

TEST_F(ReactorObserverTest, ATimerIsReportedBeforeItFires) {
  Alarm alarm(reactor.timers());
  alarm.when_ringing = [&] { EXPECT_TRUE(seen.has("timer timer")); };
  alarm.start(milliseconds(0));
  reactor.observe(&seen);
  ASSERT_TRUE(turn_until(reactor, [&] { return alarm.rings > 0; }));
}

TEST_F(ReactorObserverTest, RetiredObjectsAreCounted) {
  reactor.observe(&seen);
  reactor.retire(std::make_shared<int>(1));
  reactor.retire(std::make_shared<int>(2));
  reactor.turn();
  EXPECT_TRUE(seen.has("retired 2"));
}

TEST_F(ReactorObserverTest, HandlersThatTheBudgetDoesNotReachAreCounted) {
  Reactor small(make_poll_demultiplexer(), 1);
  Probe first(small);
  Probe second(small);
  for (Probe* probe : {&first, &second}) {
    small.add(*probe);
    probe->make_readable();
  }
  small.observe(&seen);
  small.turn();
  EXPECT_TRUE(seen.has("budget used up, 1 wait"));
  small.observe(nullptr);
}

TEST_F(ReactorObserverTest, OutputThatIsKeptTurnsWriteInterestOnAndOffAgain) {
  StreamPair pair = make_stream_pair();
  RecordingConnection connection(reactor, std::move(pair.ours));
  Peer peer(std::move(pair.theirs));
  reactor.observe(&seen);
  connection.send(pattern(16 * 1024 * 1024));
  reactor.turn();
  ASSERT_TRUE(seen.has(ConnectionStep::output_kept));
  EXPECT_TRUE(seen.has("interest r- -> rw"));
  ASSERT_TRUE(turn_until(reactor, [&] {
    peer.drain();
    return connection.unsent() == 0;
  }));
  EXPECT_TRUE(seen.has(ConnectionStep::output_emptied));
  EXPECT_TRUE(seen.has("interest rw -> r-"));
  connection.close();
}

TEST_F(ReactorObserverTest, ALingeringCloseIsReportedStepByStep) {
  StreamPair pair = make_stream_pair();
  RecordingConnection connection(reactor, std::move(pair.ours));
  reactor.observe(&seen);
  connection.finish();
  reactor.turn();
  pair.theirs.close();
  ASSERT_TRUE(turn_until(reactor, [&] { return connection.is_closed(); }));
  EXPECT_EQ(seen.steps,
            (std::vector<ConnectionStep>{ConnectionStep::lingering, ConnectionStep::half_closed,
                                         ConnectionStep::closing}));
}

TEST_F(ReactorObserverTest, HoldingTheInputIsReported) {
  StreamPair pair = make_stream_pair();
  RecordingConnection connection(reactor, std::move(pair.ours));
  reactor.observe(&seen);
  connection.hold(true);
  connection.hold(true);
  connection.hold(false);
  EXPECT_EQ(seen.steps, (std::vector<ConnectionStep>{ConnectionStep::input_held,
                                                     ConnectionStep::input_resumed}));
  connection.close();
}

}  // namespace
}  // namespace chatlab::reactor_observer_test
