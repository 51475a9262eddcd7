// Acknowledged progress, with a made-up clock.
#include "apps/server/acknowledged_progress.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace chatlab::acknowledged_progress_test {
namespace {

constexpr std::size_t kibibyte = 1024;

class AcknowledgedProgressTest : public testing::Test {
 protected:
  static TimePoint at(int time) { return TimePoint(std::chrono::hours(1)) + milliseconds(time); }

  AcknowledgedProgress progress{at(0)};
};

TEST_F(AcknowledgedProgressTest, IsThatSixteenKibibytesWereAcknowledged) {
  progress.note(100 * kibibyte, at(100));
  progress.note(84 * kibibyte + 1, at(200));
  EXPECT_EQ(progress.last(), at(0));
  progress.note(84 * kibibyte, at(300));
  EXPECT_EQ(progress.last(), at(300));
}

TEST_F(AcknowledgedProgressTest, IsCountedFromTheMostThatWasInTransit) {
  progress.note(20 * kibibyte, at(100));
  progress.note(100 * kibibyte, at(200));
  progress.note(80 * kibibyte, at(300));
  EXPECT_EQ(progress.last(), at(300));
  progress.note(70 * kibibyte, at(400));
  EXPECT_EQ(progress.last(), at(300));
}

TEST_F(AcknowledgedProgressTest, NeedsAQuestionTenTimesPerSecondWithoutOtherProgress) {
  EXPECT_TRUE(progress.is_question_due(at(100), at(0)));
  EXPECT_FALSE(progress.is_question_due(at(100), at(1))) << "there was other progress";
  progress.note(0, at(100));
  EXPECT_FALSE(progress.is_question_due(at(199), at(0))) << "the system was asked";
  EXPECT_TRUE(progress.is_question_due(at(200), at(0)));
}

}  // namespace
}  // namespace chatlab::acknowledged_progress_test
