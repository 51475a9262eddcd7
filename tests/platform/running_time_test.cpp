// The time that a program has run, with a made-up clock.
#include "platform/running_time.hpp"

#include <gtest/gtest.h>

namespace chatlab::running_time_test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class RunningTimeTest : public testing::Test {
 protected:
  // The system's clock moves on by `duration`; returns how much of it counts.
  milliseconds counted_of(milliseconds duration) {
    system_ += duration;
    const TimePoint before = running_;
    running_ = time_.at(system_);
    return std::chrono::duration_cast<milliseconds>(running_ - before);
  }

  // As counted_of(), for a wait with `timeout` that ends after `duration`.
  milliseconds counted_of_wait(milliseconds timeout, milliseconds duration) {
    time_.begin_wait(timeout);
    system_ += duration;
    time_.end_wait(system_);
    return counted_of(milliseconds(0));
  }

  RunningTime time_{TimePoint(hours(1))};

 private:
  TimePoint system_{hours(1)};
  TimePoint running_{hours(1)};
};

TEST_F(RunningTimeTest, IsTheSystemsTimeIfTheProgramIsNotStopped) {
  EXPECT_EQ(counted_of(milliseconds(0)), milliseconds(0));
  EXPECT_EQ(counted_of(milliseconds(50)), milliseconds(50));
  EXPECT_EQ(counted_of(milliseconds(1000)), milliseconds(1000));
}

TEST_F(RunningTimeTest, DoesNotCountTheTimeAtABreakpoint) {
  EXPECT_EQ(counted_of(milliseconds(10)), milliseconds(10));
  EXPECT_EQ(counted_of(hours(2)), milliseconds(0));
  EXPECT_EQ(counted_of(milliseconds(10)), milliseconds(10));
  EXPECT_EQ(counted_of(seconds(2)), milliseconds(0));
  EXPECT_EQ(counted_of(milliseconds(10)), milliseconds(10));
}

TEST_F(RunningTimeTest, CountsAWaitThatEndsInTimeOrALittleLate) {
  EXPECT_EQ(counted_of_wait(seconds(30), seconds(12)), seconds(12));
  EXPECT_EQ(counted_of_wait(seconds(30), seconds(30)), seconds(30));
  EXPECT_EQ(counted_of_wait(seconds(30), seconds(31)), seconds(31));
}

TEST_F(RunningTimeTest, DoesNotCountAWaitThatEndsFarTooLate) {
  EXPECT_EQ(counted_of_wait(seconds(30), seconds(32)), milliseconds(0));
  EXPECT_EQ(counted_of_wait(milliseconds(0), seconds(2)), milliseconds(0));
}

TEST_F(RunningTimeTest, CountsAnyWaitWithoutALimit) {
  EXPECT_EQ(counted_of_wait(milliseconds(-1), hours(5)), hours(5));
}

TEST_F(RunningTimeTest, DoesNotCountABreakpointAfterAWaitThatEndedEarly) {
  EXPECT_EQ(counted_of_wait(seconds(30), seconds(1)), seconds(1));
  EXPECT_EQ(counted_of(seconds(20)), milliseconds(0));
}

TEST_F(RunningTimeTest, MayBeAskedDuringAWait) {
  time_.begin_wait(seconds(30));
  EXPECT_EQ(counted_of(milliseconds(0)), milliseconds(0));
  EXPECT_EQ(counted_of(seconds(20)), seconds(20));
}

}  // namespace
}  // namespace chatlab::running_time_test
