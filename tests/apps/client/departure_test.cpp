// Decides when leaving is complete, with a clock that only the test advances.
#include "apps/client/departure.hpp"

#include <gtest/gtest.h>

namespace chatlab::departure_test {
namespace {

using Wish = Departure::Wish;
using Verdict = Departure::Verdict;
using std::chrono::seconds;

constexpr TimePoint start = TimePoint(seconds(1000));
constexpr milliseconds moment{1};

constexpr bool closes = true;
constexpr bool delivered = true;

TEST(Departure, WaitsForTheServerToCloseOnceItHasEverything) {
  Departure departure(Wish::hear_the_rest, closes, start);
  EXPECT_EQ(departure.judge(delivered, start), Verdict::wait);
  EXPECT_EQ(departure.judge(delivered, start + seconds(2) - moment), Verdict::wait);
  EXPECT_EQ(departure.judge(delivered, start + seconds(2)), Verdict::complete);
}

TEST(Departure, IsCompleteAtOnceIfTheServerCannotClose) {
  Departure departure(Wish::hear_the_rest, !closes, start);
  EXPECT_EQ(departure.judge(!delivered, start), Verdict::wait);
  EXPECT_EQ(departure.judge(delivered, start + moment), Verdict::complete);
}

TEST(Departure, WaitsAgainWheneverBytesMove) {
  Departure departure(Wish::hear_the_rest, closes, start);
  departure.note_activity(start + seconds(1));
  EXPECT_EQ(departure.judge(delivered, start + seconds(3) - moment), Verdict::wait);
  EXPECT_EQ(departure.judge(delivered, start + seconds(3)), Verdict::complete);
}

// How long the client waits for a server that sends something every second.
milliseconds patience_with_talk(Wish wish) {
  Departure departure(wish, closes, start);
  TimePoint when = start;
  while (departure.judge(delivered, when) == Verdict::wait) {
    when += seconds(1);
    departure.note_activity(when);
  }
  return std::chrono::duration_cast<milliseconds>(when - start);
}

TEST(Departure, LimitsHowLongAServerMayGoOnSending) {
  EXPECT_EQ(patience_with_talk(Wish::hear_the_rest), seconds(15));
  EXPECT_EQ(patience_with_talk(Wish::leave_now), seconds(5)) << "a person has said /quit";
}

TEST(Departure, CountsTheTalkFromWhenAllWasDelivered) {
  Departure departure(Wish::leave_now, closes, start);
  departure.note_activity(start + seconds(10));
  EXPECT_EQ(departure.judge(!delivered, start + seconds(10)), Verdict::wait);
  departure.note_activity(start + seconds(14));
  EXPECT_EQ(departure.judge(delivered, start + seconds(14)), Verdict::wait);
  departure.note_activity(start + seconds(15));
  EXPECT_EQ(departure.judge(delivered, start + seconds(15)), Verdict::complete);
}

TEST(Departure, LeavesATerminalThatIsSlowTheRestOfFiveSecondsAndAtLeastHalfOfOne) {
  const Departure departure(Wish::leave_now, closes, start);
  EXPECT_EQ(departure.time_to_show(start), seconds(5));
  EXPECT_EQ(departure.time_to_show(start + seconds(3)), seconds(2));
  EXPECT_EQ(departure.time_to_show(start + seconds(5)), milliseconds(500));
  EXPECT_EQ(departure.time_to_show(start + seconds(15)), milliseconds(500));
}

TEST(Departure, FailsIfTheServerAcceptsNothingForALongTime) {
  Departure departure(Wish::leave_now, closes, start);
  EXPECT_EQ(departure.judge(!delivered, start + seconds(15) - moment), Verdict::wait);
  EXPECT_EQ(departure.judge(!delivered, start + seconds(15)), Verdict::not_delivered);
}

TEST(Departure, FailsSoonerIfTheServerShouldHaveAnswered) {
  Departure departure(Wish::hear_the_rest, !closes, start);
  EXPECT_EQ(departure.judge(!delivered, start + seconds(2) - moment), Verdict::wait);
  EXPECT_EQ(departure.judge(!delivered, start + seconds(2)), Verdict::not_delivered);
}

TEST(Departure, IsCompleteAtItsLimitInAnyCase) {
  Departure departure(Wish::hear_the_rest, closes, start);
  departure.stop_by(start + seconds(1));
  EXPECT_EQ(departure.judge(!delivered, start + seconds(1) - moment), Verdict::wait);
  EXPECT_EQ(departure.judge(!delivered, start + seconds(1)), Verdict::complete);
}

}  // namespace
}  // namespace chatlab::departure_test
