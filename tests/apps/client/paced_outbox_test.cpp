#include "apps/client/paced_outbox.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace chatlab::paced_outbox_test {
namespace {

using Sent = std::vector<std::string>;

constexpr milliseconds patience{10000};

// An outbox whose sends are recorded.
class PacedOutboxTest : public testing::Test, public OutboxListener {
 protected:
  std::unique_ptr<PacedOutbox> outbox_with(Pacing pacing) {
    return std::make_unique<PacedOutbox>(timers, pacing, *this);
  }

  // Waits until so many pieces were sent. Returns false if they were not.
  bool await_sent(std::size_t count) {
    const TimePoint begin = now();
    while (sent.size() < count && !timers.empty() && now() - begin < patience) {
      std::this_thread::sleep_for(timers.time_until_next());
      timers.fire_due();
    }
    return sent.size() == count;
  }

  TimerQueue timers;
  Sent sent;
  std::vector<TimePoint> times;
  std::function<void(const std::string&)> when_sent;

 private:
  void on_due(const std::string& bytes) override {
    sent.push_back(bytes);
    times.push_back(now());
    if (when_sent) when_sent(bytes);
  }
};

TEST_F(PacedOutboxTest, SendsEverythingAtOnceWithoutAPacing) {
  const auto outbox = outbox_with({0, 0});
  outbox->put_join("Ann");
  outbox->put_message("one");
  outbox->put_message("two");
  EXPECT_EQ(sent, (Sent{"Ann", "one", "two"}));
  EXPECT_EQ(outbox->waiting(), 0u);
  EXPECT_TRUE(timers.empty());
}

TEST_F(PacedOutboxTest, SendsTheFirstAtOnce) {
  outbox_with({250, 10})->put_join("Ann");
  EXPECT_EQ(sent, Sent{"Ann"});
  outbox_with({250, 10})->put_message("one");
  EXPECT_EQ(sent, (Sent{"Ann", "one"}));
}

TEST_F(PacedOutboxTest, PausesAfterTheNameAsThePacingSays) {
  const auto outbox = outbox_with({30, 0});
  outbox->put_join("Ann");
  outbox->put_message("one");
  outbox->put_message("two");
  timers.fire_due();
  EXPECT_EQ(sent, Sent{"Ann"});
  ASSERT_TRUE(await_sent(3));
  EXPECT_GE(times[1] - times[0], milliseconds(30));
}

TEST_F(PacedOutboxTest, PausesAfterEachMessageAsThePacingSays) {
  const auto outbox = outbox_with({0, 15});
  outbox->put_join("Ann");
  outbox->put_message("one");
  outbox->put_message("two");
  outbox->put_message("three");
  EXPECT_EQ(sent, (Sent{"Ann", "one"}));
  ASSERT_TRUE(await_sent(4));
  EXPECT_EQ(sent, (Sent{"Ann", "one", "two", "three"}));
  EXPECT_GE(times[2] - times[1], milliseconds(15));
  EXPECT_GE(times[3] - times[2], milliseconds(15));
}

TEST_F(PacedOutboxTest, SendsOneAtATimeHoweverLateTheTimerExpires) {
  const auto outbox = outbox_with({0, 2});
  for (const char* text : {"one", "two", "three"}) outbox->put_message(text);
  std::this_thread::sleep_for(milliseconds(20));
  timers.fire_due();
  EXPECT_EQ(sent, (Sent{"one", "two"}));
}

TEST_F(PacedOutboxTest, LeavesTheTimeAlsoIfTheNextMessageComesLater) {
  const auto outbox = outbox_with({0, 1000});
  outbox->put_message("one");
  timers.fire_due();
  outbox->put_message("two");
  EXPECT_EQ(sent, Sent{"one"});
}

TEST_F(PacedOutboxTest, SendsAtOnceAgainWhenTheTimeIsOver) {
  const auto outbox = outbox_with({0, 1});
  outbox->put_message("one");
  while (!timers.empty()) timers.fire_due();
  outbox->put_message("two");
  EXPECT_EQ(sent, (Sent{"one", "two"}));
}

TEST_F(PacedOutboxTest, CountsTheBytesThatWait) {
  const auto outbox = outbox_with({0, 1});
  outbox->put_message("12345");
  EXPECT_EQ(outbox->waiting(), 0u);
  outbox->put_message("123");
  outbox->put_message("12");
  EXPECT_EQ(outbox->waiting(), 5u);
  when_sent = [&](const std::string& bytes) {
    EXPECT_EQ(outbox->waiting(), bytes == "123" ? 2u : 0u) << "what is sent waits no more";
  };
  EXPECT_TRUE(await_sent(3));
}

TEST_F(PacedOutboxTest, KeepsTheOrderIfSendingCausesMoreToSend) {
  for (const int pause : {0, 1}) {
    sent.clear();
    const auto outbox = outbox_with({pause, pause});
    when_sent = [&](const std::string& bytes) {
      if (bytes == "Ann") outbox->put_message("one");
      if (bytes == "one") outbox->put_message("three");
    };
    outbox->put_join("Ann");
    outbox->put_message("two");
    ASSERT_TRUE(await_sent(4));
    EXPECT_EQ(sent, pause == 0 ? (Sent{"Ann", "one", "three", "two"})
                               : (Sent{"Ann", "one", "two", "three"}));
  }
}

TEST_F(PacedOutboxTest, SendsNothingAfterItIsDestroyed) {
  auto outbox = outbox_with({0, 1});
  outbox->put_message("one");
  outbox->put_message("two");
  outbox.reset();
  EXPECT_TRUE(timers.empty());
  EXPECT_EQ(sent, Sent{"one"});
}

}  // namespace
}  // namespace chatlab::paced_outbox_test
