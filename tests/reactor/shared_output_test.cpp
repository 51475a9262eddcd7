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

TEST(SharedOutput, ReturnsPiecesThatMustBeSentByThemselvesOneByOne) {
  SharedOutput shared;
  const SharedOutput::Range range = shared.append_apart({"one", "three"});
  EXPECT_TRUE(shared.has_borders());
  EXPECT_EQ(shared.view(range), "onethree");
  EXPECT_EQ(shared.next_piece(range), "one");
  EXPECT_EQ(shared.next_piece({range.begin + 1, range.end}), "ne");
  EXPECT_EQ(shared.next_piece({range.begin + 3, range.end}), "three");
  EXPECT_EQ(shared.next_piece({range.begin, range.begin + 2}), "on");
  EXPECT_EQ(shared.next_piece(shared.append("no border")), "no border");
  EXPECT_FALSE(shared.has_borders()) << "the old borders are dropped with the bytes";
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
