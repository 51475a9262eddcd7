// The turn budget: work that does not fit into a turn continues in the next one, and no handler
// starves.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "reactor/reactor.hpp"
#include "tests/support/reactor_testing.hpp"

namespace chatlab::reactor_budget_test {
namespace {

constexpr std::size_t small_budget = 100;
constexpr std::size_t all_of_it = 128 * small_budget;  // in bytes delivered

class FlushProbe : public FlushHandler {
 public:
  explicit FlushProbe(Reactor& reactor) : reactor_(reactor) {}
  ~FlushProbe() override { reactor_.cancel_flush(*this); }
  void on_flush() override {
    ++flushes;
    reactor_.system_calls().charge_system_call(cost);
  }

  int flushes = 0;
  std::size_t cost = 0;  // in bytes sent

 private:
  Reactor& reactor_;
};

class WorkProbe : public WorkHandler {
 public:
  explicit WorkProbe(Reactor& reactor) : reactor_(reactor) {}
  ~WorkProbe() override { reactor_.cancel_work(*this); }
  void on_work() override {
    ++calls;
    if (when_working) when_working();
    reactor_.deliveries().charge_delivery(cost);
    if (calls < wanted) reactor_.request_work(*this);
  }

  std::function<void()> when_working;
  int calls = 0;
  int wanted = 1;
  std::size_t cost = 0;  // in bytes delivered

 private:
  Reactor& reactor_;
};

class ReactorBudget : public testing::Test {
 protected:
  Reactor reactor{make_demultiplexer("poll"), small_budget};
};

TEST_F(ReactorBudget, HandlersThatOneTurnDoesNotReachComeFirstInTheNext) {
  constexpr std::size_t count = 10;
  std::vector<std::unique_ptr<Probe>> probes;
  for (std::size_t i = 0; i < count; ++i) {
    probes.push_back(std::make_unique<Probe>(reactor));
    Probe& probe = *probes.back();
    probe.when_readable = [this] { reactor.system_calls().charge_system_call(); };
    reactor.add(probe);
    probe.make_readable();  // and stays so
  }
  int least = 0;
  for (int turn = 1; least < 3; ++turn) {
    reactor.turn();
    int sum = 0;
    int most = 0;
    least = turn;
    for (const auto& probe : probes) {
      sum += probe->reads;
      most = std::max(most, probe->reads);
      least = std::min(least, probe->reads);
    }
    ASSERT_LE(sum, 3 * turn) << "three of them use up a turn's budget";
    ASSERT_LE(most - least, 1) << "round robin";
  }
}

TEST_F(ReactorBudget, AHandlerThatWasNotReachedMayBeRemovedAndTheOthersAreStillCalled) {
  std::vector<std::unique_ptr<Probe>> probes;
  for (int i = 0; i < 6; ++i) {
    probes.push_back(std::make_unique<Probe>(reactor));
    probes.back()->when_readable = [this] { reactor.system_calls().charge_system_call(); };
    reactor.add(*probes.back());
    probes.back()->make_readable();
  }
  reactor.turn();
  reactor.remove(*probes[4]);
  for (int turn = 0; turn < 3; ++turn) reactor.turn();
  for (const std::size_t i : {0u, 1u, 2u, 3u, 5u}) EXPECT_GE(probes[i]->reads, 1) << i;
  EXPECT_EQ(probes[4]->reads, 0);
}

TEST_F(ReactorBudget, FlushesThatOneTurnDoesNotReachComeInTheNextWithoutWaiting) {
  FlushProbe first(reactor), second(reactor), third(reactor);
  first.cost = 256 * small_budget;
  for (FlushProbe* probe : {&first, &second, &third}) reactor.request_flush(*probe);
  reactor.turn();
  EXPECT_EQ(first.flushes, 1);
  EXPECT_EQ(second.flushes, 0);
  reactor.turn();
  EXPECT_EQ(first.flushes, 1);
  EXPECT_EQ(second.flushes, 1);
  EXPECT_EQ(third.flushes, 1);
}

TEST_F(ReactorBudget, WorkThatOneTurnHasNoRoomForGoesOnInTheNextWithoutWaiting) {
  WorkProbe heavy(reactor), light(reactor);
  heavy.cost = all_of_it;
  heavy.wanted = 3;
  reactor.request_work(heavy);
  reactor.request_work(light);
  reactor.turn();
  EXPECT_EQ(heavy.calls, 1);
  EXPECT_EQ(light.calls, 0);
  reactor.turn();
  EXPECT_EQ(heavy.calls, 2) << "after the other";
  EXPECT_EQ(light.calls, 1);
  reactor.turn();
  EXPECT_EQ(heavy.calls, 3);
}

// The first of them lasts longer than its price tells.
TEST_F(ReactorBudget, HandlersAreCalledInTheNextTurnIfThisOneHasLastedLong) {
  Reactor rich(make_demultiplexer("poll"));
  std::vector<std::unique_ptr<Probe>> probes;
  for (int i = 0; i < 100; ++i) {
    probes.push_back(std::make_unique<Probe>(rich));
    rich.add(*probes.back());
    probes.back()->make_readable();  // and stays so
  }
  probes.front()->when_readable = [] { std::this_thread::sleep_for(milliseconds(50)); };
  const auto called = [&] {
    return std::count_if(probes.begin(), probes.end(), [](const auto& one) { return one->reads; });
  };
  rich.turn();
  EXPECT_LT(called(), 100);
  EXPECT_GT(called(), 1) << "some ordinary ones are called";
  EXPECT_TRUE(turn_until(rich, [&] { return called() == 100; }));
}

// The first of them lasts longer than its price tells.
TEST_F(ReactorBudget, FlushesAndWorkWaitForTheNextTurnIfThisOneHasLastedLong) {
  Reactor rich(make_demultiplexer("poll"));
  std::vector<std::unique_ptr<FlushProbe>> flushes;
  std::vector<std::unique_ptr<WorkProbe>> works;
  for (int i = 0; i < 100; ++i) {
    flushes.push_back(std::make_unique<FlushProbe>(rich));
    rich.request_flush(*flushes.back());
    works.push_back(std::make_unique<WorkProbe>(rich));
    rich.request_work(*works.back());
  }
  const auto work_long = [] { std::this_thread::sleep_for(milliseconds(50)); };
  works.front()->when_working = work_long;
  const auto worked = [&] {
    return std::count_if(works.begin(), works.end(), [](const auto& one) { return one->calls; });
  };
  const auto flushed = [&] {
    return std::count_if(flushes.begin(), flushes.end(),
                         [](const auto& one) { return one->flushes; });
  };
  rich.turn();
  EXPECT_LT(worked(), 100);
  EXPECT_GT(worked(), 1) << "some ordinary ones are called";
  EXPECT_LT(flushed(), 100);
  EXPECT_GT(flushed(), 1);
  EXPECT_TRUE(rich.is_busy());
  EXPECT_TRUE(turn_until(rich, [&] { return worked() == 100 && flushed() == 100; }));
}

TEST_F(ReactorBudget, IsBusyWhileWorkWaits) {
  WorkProbe work(reactor);
  EXPECT_FALSE(reactor.is_busy());
  reactor.request_work(work);
  EXPECT_TRUE(reactor.is_busy());
  reactor.turn();
  EXPECT_FALSE(reactor.is_busy());
}

TEST_F(ReactorBudget, NothingMoreIsDeliveredUntilAllOutputHasBeenHandedToTheSystem) {
  FlushProbe first(reactor), second(reactor), third(reactor);
  for (FlushProbe* probe : {&first, &second, &third}) {
    probe->cost = 256 * small_budget;
    reactor.request_flush(*probe);
  }
  reactor.deliveries().charge_delivery(all_of_it);
  for (int turn = 1; turn < 3; ++turn) {
    reactor.turn();
    EXPECT_TRUE(reactor.is_busy()) << "output is left after turn " << turn;
  }
  reactor.turn();
  EXPECT_FALSE(reactor.is_busy());
}

TEST_F(ReactorBudget, ACancelledFlushOrWorkDoesNotCome) {
  FlushProbe flush(reactor);
  WorkProbe work(reactor);
  reactor.request_flush(flush);
  reactor.request_work(work);
  reactor.cancel_flush(flush);
  reactor.cancel_work(work);
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(1));
  turn_until(reactor, [&] { return alarm.rings > 0; });
  EXPECT_EQ(flush.flushes, 0);
  EXPECT_EQ(work.calls, 0);
}

TEST_F(ReactorBudget, OfManyTimersThatAreDueAtOnceSomeFireInTheNextTurn) {
  std::vector<std::unique_ptr<Alarm>> alarms;
  for (int i = 0; i < 300; ++i) {
    alarms.push_back(std::make_unique<Alarm>(reactor.timers()));
    alarms.back()->start(milliseconds(0));
  }
  const auto rung = [&] {
    return std::count_if(alarms.begin(), alarms.end(),
                         [](const auto& alarm) { return alarm->rings > 0; });
  };
  reactor.turn();
  EXPECT_LT(rung(), 300);
  EXPECT_EQ(alarms.front()->rings, 1) << "the first due is the first to fire";
  for (int turn = 0; turn < 4; ++turn) reactor.turn();
  EXPECT_EQ(rung(), 300);
}

TEST_F(ReactorBudget, TheLongestTurnIsMeasuredWithoutTheTimeSpentWaiting) {
  Alarm alarm(reactor.timers());
  alarm.start(milliseconds(40));
  while (alarm.rings == 0) reactor.turn();
  EXPECT_LT(reactor.statistics().longest_turn, milliseconds(40));
  alarm.when_ringing = [] { std::this_thread::sleep_for(milliseconds(50)); };  // that is its work
  alarm.start(milliseconds(0));
  while (alarm.rings == 1) reactor.turn();
  EXPECT_GE(reactor.statistics().longest_turn, milliseconds(50));
}

}  // namespace
}  // namespace chatlab::reactor_budget_test
