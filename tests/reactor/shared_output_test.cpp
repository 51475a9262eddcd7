#include "reactor/shared_output.hpp"

#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"

namespace chatlab::shared_output_test {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

TEST(SharedOutput, ARangeFollowsTheOneBeforeWhileThatIsBorrowed) {
  SharedOutput shared;
  const SharedOutput::Range one = shared.append("one");
  shared.borrow();
  const SharedOutput::Range two = shared.append("two");
  EXPECT_EQ(two.begin, one.end);
  EXPECT_EQ(shared.view(one), "one");
  EXPECT_EQ(shared.view(two), "two");
  EXPECT_EQ(shared.view({one.begin, two.end}), "onetwo");
}

TEST(SharedOutput, KeepsAllUntilTheLastBorrowerHasGivenItBack) {
  SharedOutput shared;
  const SharedOutput::Range one = shared.append("one");
  shared.borrow();
  shared.borrow();
  shared.give_back();
  EXPECT_EQ(shared.append("two").begin, one.end);
  EXPECT_EQ(shared.view(one), "one");
  shared.give_back();
  EXPECT_EQ(shared.append("three").begin, 0u) << "it starts again";
}

// An event's first receiver may have sent its bytes before the second borrows them.
TEST(SharedOutput, TheLastRangeIsValidEvenAfterItWasGivenBack) {
  SharedOutput shared;
  const SharedOutput::Range one = shared.append("one");
  shared.borrow();
  shared.give_back();
  EXPECT_EQ(shared.view(one), "one");
}

TEST(SharedOutput, KeepsTheMemoryOfAnOrdinaryTurnOnly) {
  SharedOutput shared;
  shared.append(pattern(mebibyte / 2));
  shared.append("x");
  EXPECT_GE(shared.capacity(), mebibyte / 2);
  shared.append(pattern(8 * mebibyte));
  shared.append("x");
  EXPECT_LE(shared.capacity(), mebibyte);
}

}  // namespace
}  // namespace chatlab::shared_output_test
