#include "apps/proxy/dice.hpp"

#include <gtest/gtest.h>

namespace chatlab::dice_test {
namespace {

// The reference numbers for the seed 1234567, from the authors' own implementation in C.
TEST(Dice, AreThoseOfSplitMix64OnEverySystem) {
  Dice dice(1234567);
  EXPECT_EQ(dice.next(), 6457827717110365317u);
  EXPECT_EQ(dice.next(), 3203168211198807973u);
  EXPECT_EQ(dice.next(), 9817491932198370423u);
}

TEST(Dice, OfDifferentStreamsDiffer) {
  EXPECT_NE(Dice(7, 1).next(), Dice(7, 2).next());
  EXPECT_NE(Dice(7, 1).next(), Dice(8, 1).next());
  EXPECT_EQ(Dice(7, 1).next(), Dice(7, 1).next());
}

TEST(Dice, StrikeNeverAtZeroAndAlwaysAtAHundredPercent) {
  Dice dice(1);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(dice.strikes(0));
    EXPECT_TRUE(dice.strikes(certainly));
  }
}

TEST(Dice, StayWithinTheirRange) {
  Dice dice(1);
  bool was_negative = false;
  bool was_positive = false;
  for (int i = 0; i < 1000; ++i) {
    const Microseconds time = dice.around_zero(Microseconds(50));
    EXPECT_LE(time.count(), 50);
    EXPECT_GE(time.count(), -50);
    was_negative = was_negative || time.count() < -25;
    was_positive = was_positive || time.count() > 25;
  }
  EXPECT_TRUE(was_negative);
  EXPECT_TRUE(was_positive);
}

}  // namespace
}  // namespace chatlab::dice_test
