#include "reactor/timer_queue.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "platform/demultiplexer.hpp"
#include "tests/support/reactor_testing.hpp"

namespace chatlab::timer_queue_test {
namespace {

class TimerQueueTest : public testing::Test {
 protected:
  // An alarm that records its name when it rings.
  std::unique_ptr<Alarm> named(const std::string& name) {
    auto alarm = std::make_unique<Alarm>(queue);
    alarm->when_ringing = [this, name] { rung += name; };
    return alarm;
  }

  // Lets `delay` pass, whether or not the machine is busy.
  static void pass(milliseconds delay) {
    const TimePoint until = now() + delay;
    while (now() <= until) continue;
  }

  TimerQueue queue;
  std::string rung;
};

TEST_F(TimerQueueTest, WaitsForeverWithoutTimers) {
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.time_until_next(), forever);
  queue.fire_due();
}

TEST_F(TimerQueueTest, FiresATimerOncePerStart) {
  const auto alarm = named("a");
  alarm->start(milliseconds(1));
  EXPECT_TRUE(alarm->timer.is_running());
  EXPECT_EQ(queue.size(), 1u);
  pass(milliseconds(1));
  queue.fire_due();
  queue.fire_due();
  EXPECT_EQ(rung, "a");
  EXPECT_FALSE(alarm->timer.is_running());
  EXPECT_TRUE(queue.empty());
}

TEST_F(TimerQueueTest, NeverFiresEarly) {
  const auto alarm = named("a");
  const TimePoint begin = now();
  alarm->start(milliseconds(5));
  while (rung.empty()) queue.fire_due();
  EXPECT_GE(now() - begin, milliseconds(5));
}

TEST_F(TimerQueueTest, FiresInTheOrderInWhichTimersAreDue) {
  const auto three = named("3");
  const auto one = named("1");
  const auto two = named("2");
  three->start(milliseconds(9));
  one->start(milliseconds(1));
  two->start(milliseconds(5));
  pass(milliseconds(9));
  queue.fire_due();
  EXPECT_EQ(rung, "123");
}

TEST_F(TimerQueueTest, FiresTimersWithTheSameDelayInTheOrderOfTheirStarts) {
  const auto second = named("2");
  const auto first = named("1");
  const auto third = named("3");
  first->start(milliseconds(1));
  second->start(milliseconds(1));
  third->start(milliseconds(1));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "123");
}

TEST_F(TimerQueueTest, DoesNotFireATimerThatIsNotDue) {
  const auto soon = named("s");
  const auto late = named("l");
  soon->start(milliseconds(1));
  late->start(milliseconds(600000));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "s");
  EXPECT_TRUE(late->timer.is_running());
}

// Rounded down, the wait would end before the timer is due, and waits of 0 ms would follow one
// another until it is.
TEST_F(TimerQueueTest, RoundsUpTheTimeToWait) {
  const auto alarm = named("a");
  const TimePoint begin = now();
  alarm->start(milliseconds(5));
  const milliseconds wait = queue.time_until_next();
  EXPECT_GE(now() + wait, begin + milliseconds(5)) << "waiting " << wait.count() << " ms";
  EXPECT_LE(wait, milliseconds(5));
}

TEST_F(TimerQueueTest, HasNoTimeToWaitIfATimerIsDue) {
  const auto alarm = named("a");
  alarm->start(milliseconds(1));
  pass(milliseconds(3));
  EXPECT_EQ(queue.time_until_next(), milliseconds(0));
}

TEST_F(TimerQueueTest, DoesNotFireAStoppedTimer) {
  const auto alarm = named("a");
  alarm->start(milliseconds(0));
  alarm->timer.stop();
  alarm->timer.stop();
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "");
  EXPECT_EQ(queue.time_until_next(), forever);
}

TEST_F(TimerQueueTest, StartingARunningTimerRestartsIt) {
  const auto alarm = named("a");
  alarm->start(milliseconds(0));
  alarm->start(milliseconds(600000));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "") << "the first start counts no more";
  EXPECT_EQ(queue.size(), 1u);
  alarm->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "a");
}

TEST_F(TimerQueueTest, FiresARestartedTimerInItsNewOrder) {
  const auto one = named("1");
  const auto two = named("2");
  one->start(milliseconds(1));
  two->start(milliseconds(5));
  one->start(milliseconds(9));
  pass(milliseconds(9));
  queue.fire_due();
  EXPECT_EQ(rung, "21");
}

TEST_F(TimerQueueTest, DoesNotFireATimerThatWasDestroyed) {
  auto alarm = named("a");
  alarm->start(milliseconds(0));
  alarm.reset();
  EXPECT_TRUE(queue.empty());
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "");
}

// Otherwise a timer that starts itself with no delay would keep the reactor for ever.
TEST_F(TimerQueueTest, ATimerThatRestartsItselfFiresInTheNextRound) {
  const auto again = named("a");
  again->when_ringing = [&] {
    rung += "a";
    again->start(milliseconds(0));
  };
  again->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "a");
  EXPECT_TRUE(again->timer.is_running());
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "aa");
}

TEST_F(TimerQueueTest, ATimerStartedByAnotherFiresInTheNextRound) {
  const auto first = named("1");
  const auto second = named("2");
  first->when_ringing = [&] {
    rung += "1";
    second->start(milliseconds(0));
    pass(milliseconds(1));
  };
  first->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "1");
  queue.fire_due();
  EXPECT_EQ(rung, "12");
}

TEST_F(TimerQueueTest, FiresTheOthersIfOneRestartsItself) {
  const auto first = named("1");
  const auto second = named("2");
  first->when_ringing = [&] {
    rung += "1";
    first->start(milliseconds(0));
  };
  first->start(milliseconds(0));
  second->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "12");
}

TEST_F(TimerQueueTest, DoesNotFireADueTimerStoppedByAnother) {
  const auto first = named("1");
  const auto second = named("2");
  first->when_ringing = [&] { second->timer.stop(); };
  first->start(milliseconds(0));
  second->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "");
}

TEST_F(TimerQueueTest, DoesNotFireADueTimerDestroyedByAnother) {
  const auto first = named("1");
  auto second = named("2");
  first->when_ringing = [&] { second.reset(); };
  first->start(milliseconds(0));
  second->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_EQ(rung, "");
}

TEST_F(TimerQueueTest, ATimerIsStoppedWhenItsHandlerIsCalled) {
  const auto alarm = named("a");
  bool running = true;
  alarm->when_ringing = [&] { running = alarm->timer.is_running(); };
  alarm->start(milliseconds(0));
  pass(milliseconds(1));
  queue.fire_due();
  EXPECT_FALSE(running);
}

}  // namespace
}  // namespace chatlab::timer_queue_test
