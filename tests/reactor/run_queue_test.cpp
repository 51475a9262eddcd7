#include "reactor/run_queue.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

namespace chatlab::run_queue_test {
namespace {

std::string calls;

class Waiting : public Runnable {
 public:
  Waiting(RunQueue& queue, std::string name) : queue_(queue), name_(std::move(name)) {}
  ~Waiting() override { queue_.remove(*this); }

  std::function<void()> when_called;

 private:
  void run() override {
    calls += name_;
    if (when_called) when_called();
  }

  RunQueue& queue_;
  std::string name_;
};

class RunQueueTest : public testing::Test {
 protected:
  void SetUp() override { calls.clear(); }

  RunQueue queue;
  TurnBudget budget{TurnBudget::ordinary};
  Waiting a{queue, "a"}, b{queue, "b"}, c{queue, "c"};
};

TEST_F(RunQueueTest, CallsEachHandlerOnceInTheOrderOfTheirRequests) {
  for (Waiting* waiting : {&b, &c, &a, &b}) queue.add(*waiting);
  queue.run(budget, 100);
  EXPECT_EQ(calls, "bca");
  EXPECT_TRUE(queue.is_empty());
}

TEST_F(RunQueueTest, StopsWhenTheBudgetIsUsedUpAndGoesOnFromThere) {
  for (Waiting* waiting : {&a, &b, &c}) queue.add(*waiting);
  b.when_called = [&] { budget.charge_delivery(128 * TurnBudget::ordinary); };
  queue.run(budget, 100);
  EXPECT_EQ(calls, "ab");
  EXPECT_FALSE(queue.is_empty());
  budget.renew();
  queue.run(budget, 100);
  EXPECT_EQ(calls, "abc");
}

TEST_F(RunQueueTest, CallsNoHandlerWithoutABudget) {
  queue.add(a);
  budget.charge_delivery(128 * TurnBudget::ordinary);
  queue.run(budget, 100);
  EXPECT_EQ(calls, "");
}

TEST_F(RunQueueTest, PutsAHandlerThatAsksAgainBehindTheOthers) {
  int left = 3;
  a.when_called = [&] {
    if (--left > 0) queue.add(a);
  };
  queue.add(a);
  queue.add(b);
  queue.run(budget, 100);
  EXPECT_EQ(calls, "abaa");
}

TEST_F(RunQueueTest, EndsEvenIfAHandlerAsksAgainForEver) {
  a.when_called = [&] { queue.add(a); };
  queue.add(a);
  queue.run(budget, TurnBudget::ordinary);
  EXPECT_TRUE(budget.is_used_up());
}

TEST_F(RunQueueTest, CallsNoMoreHandlersThanItMay) {
  for (Waiting* waiting : {&a, &b, &c}) queue.add(*waiting);
  queue.run(budget, 2);
  EXPECT_EQ(calls, "ab");
  queue.run(budget, 2);
  EXPECT_EQ(calls, "abc");
}

TEST_F(RunQueueTest, DoesNotCallWhatWasRemoved) {
  for (Waiting* waiting : {&a, &b, &c}) queue.add(*waiting);
  a.when_called = [&] { queue.remove(c); };
  queue.remove(b);
  queue.remove(b);
  queue.run(budget, 100);
  EXPECT_EQ(calls, "a");
  queue.add(b);
  queue.run(budget, 100);
  EXPECT_EQ(calls, "ab") << "a removed handler can be added again";
}

TEST(TurnBudgetTest, IsUsedUpOnceItsAllowanceIsSpent) {
  TurnBudget budget(3);
  budget.charge_delivery(0);
  budget.charge_delivery(0);
  EXPECT_FALSE(budget.is_used_up());
  budget.charge_delivery(0);
  EXPECT_TRUE(budget.is_used_up());
  budget.renew();
  EXPECT_FALSE(budget.is_used_up());
}

TEST(TurnBudgetTest, WeighsADeliveryByItsSizeAndASystemCallLikeManyDeliveries) {
  const auto cost = [](const auto& charge) {
    TurnBudget budget(TurnBudget::ordinary);
    charge(budget);
    return budget.spent();
  };
  const std::size_t small = cost([](TurnBudget& budget) { budget.charge_delivery(20); });
  const std::size_t large = cost([](TurnBudget& budget) { budget.charge_delivery(65536); });
  const std::size_t call = cost([](TurnBudget& budget) { budget.charge_system_call(); });
  EXPECT_GE(large, 100 * small);
  EXPECT_GE(call, 20 * small);
  EXPECT_GT(cost([](TurnBudget& budget) { budget.charge_system_call(65536); }), call);
}

TEST(TurnBudgetTest, WeighsARequestByItsSize) {
  TurnBudget budget(TurnBudget::ordinary);
  for (int i = 0; i < 100; ++i) budget.charge_request(60000);
  EXPECT_TRUE(budget.is_used_up()) << "to look at each byte of a hundred takes 25 milliseconds";
}

// To send 10 KiB, or to copy it to fresh memory, may take 50 microseconds.
TEST(TurnBudgetTest, DoesNotLetOneTurnSendOrCopyTenKibibytesForAThousandMembers) {
  TurnBudget sends(TurnBudget::ordinary);
  TurnBudget copies(TurnBudget::ordinary);
  for (int i = 0; i < 850; ++i) {
    sends.charge_send(10 * 1024);
    copies.charge_delivery(10 * 1024);
    copies.charge_copy(10 * 1024);
  }
  EXPECT_TRUE(sends.is_used_up());
  EXPECT_TRUE(copies.is_used_up());
}

TEST(TurnBudgetTest, LetsOneTurnSendFiftyShortMessagesToAThousandMembers) {
  constexpr std::size_t short_message = 90;
  TurnBudget sends(TurnBudget::ordinary);
  for (int i = 0; i < 1000; ++i) sends.charge_send(50 * short_message);
  EXPECT_FALSE(sends.is_used_up());
}

}  // namespace
}  // namespace chatlab::run_queue_test
