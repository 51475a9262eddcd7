#include "reactor/borrowing_buffer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/loopback.hpp"

namespace chatlab::borrowing_buffer_test {
namespace {

constexpr std::size_t no_limit = static_cast<std::size_t>(-1);
constexpr std::size_t kibibyte = 1024;

using Pieces = std::vector<std::string>;

// All that is left, a piece per send.
Pieces pieces(BorrowingBuffer& buffer) {
  Pieces found;
  while (!buffer.is_empty()) {
    found.emplace_back(buffer.next(no_limit));
    buffer.consume(found.back().size());
  }
  return found;
}

class BorrowingBufferTest : public ::testing::Test {
 protected:
  void append_shared(const std::string& bytes) { buffer.append(shared, shared.append(bytes)); }

  SharedOutput shared;
  BorrowingBuffer buffer;
};

TEST_F(BorrowingBufferTest, ReturnsWhatIsSharedWithoutAnyMemoryOfItsOwn) {
  const std::size_t before = buffer.capacity();
  for (int i = 0; i < 100; ++i) append_shared(pattern(kibibyte));
  EXPECT_EQ(buffer.size(), 100 * kibibyte);
  EXPECT_EQ(buffer.capacity(), before);
  EXPECT_EQ(buffer.next(no_limit).data(), shared.view({0, 1}).data()) << "the same memory";
  EXPECT_EQ(pieces(buffer).size(), 1u);
}

TEST_F(BorrowingBufferTest, GivesBackOnceAllIsConsumed) {
  append_shared("abcdef");
  buffer.consume(2);
  EXPECT_EQ(buffer.next(no_limit), "cdef");
  EXPECT_TRUE(buffer.is_borrowing());
  buffer.consume(4);
  EXPECT_FALSE(buffer.is_borrowing());
  EXPECT_EQ(shared.append("next").begin, 0u);
}

TEST_F(BorrowingBufferTest, GivesBackWhenItIsDestroyed) {
  {
    BorrowingBuffer other;
    other.append(shared, shared.append("abc"));
  }
  EXPECT_EQ(shared.append("next").begin, 0u);
}

TEST_F(BorrowingBufferTest, OwnsTheRestAfterwards) {
  append_shared("abcdef");
  buffer.consume(2);
  buffer.own();
  EXPECT_FALSE(buffer.is_borrowing());
  shared.append("this overwrites what was shared");
  buffer.own();
  EXPECT_EQ(pieces(buffer), Pieces{"cdef"});
}

// A member's own message is not for itself, so its output has a gap there.
TEST_F(BorrowingBufferTest, CopiesWhatWasBorrowedBeforeAGap) {
  append_shared("one ");
  shared.append("for others");
  append_shared("two ");
  append_shared("three");
  EXPECT_EQ(buffer.borrowed(), 9u);
  EXPECT_TRUE(buffer.is_mixed());
  EXPECT_EQ(pieces(buffer), (Pieces{"one ", "two three"}));
}

// A long message to a thousand members that are behind must not be copied a thousand times at once.
TEST_F(BorrowingBufferTest, BorrowsBehindItsOwnBytes) {
  buffer.append("of its own, ");
  const std::size_t before = buffer.capacity();
  append_shared(pattern(100 * kibibyte));
  EXPECT_EQ(buffer.capacity(), before);
  EXPECT_EQ(buffer.borrowed(), 100 * kibibyte);
  EXPECT_EQ(buffer.size(), 12 + 100 * kibibyte);
  buffer.consume(3);
  buffer.own();
  EXPECT_FALSE(buffer.is_mixed());
  EXPECT_TRUE(pieces(buffer) == Pieces{"its own, " + pattern(100 * kibibyte)});
}

TEST_F(BorrowingBufferTest, CanConsumeAcrossTheStartOfWhatIsBorrowed) {
  buffer.append("own");
  append_shared("shared");
  buffer.consume(5);
  EXPECT_FALSE(buffer.is_mixed());
  EXPECT_EQ(pieces(buffer), Pieces{"ared"});
  EXPECT_EQ(shared.append("next").begin, 0u);
}

TEST_F(BorrowingBufferTest, DoesNotTakeOneSharedOutputForTheOther) {
  SharedOutput other;
  append_shared("one");
  other.append("xxx");
  other.borrow();
  buffer.append(other, other.append("two"));  // begins where the range in `shared` ends
  EXPECT_EQ(pieces(buffer), (Pieces{"one", "two"}));
}

TEST_F(BorrowingBufferTest, KeepsTheOrderOfSharedAndOwnBytes) {
  append_shared("a");
  buffer.append("b");
  append_shared("c");
  buffer.append_apart("d");
  append_shared("e");
  EXPECT_EQ(pieces(buffer), (Pieces{"abc", "d", "e"}));
  append_shared("f");
  buffer.append_apart("g");
  append_shared("h");
  EXPECT_EQ(pieces(buffer), (Pieces{"f", "g", "h"}));
}

TEST_F(BorrowingBufferTest, KeepsSharedPiecesApartWhetherTheyAreBorrowedOrCopied) {
  for (const bool copied : {false, true}) {
    buffer.append(shared, shared.append_apart({"one", "two"}));
    buffer.append(shared, shared.append_apart({"three"}));
    buffer.consume(1);
    if (copied) buffer.own();
    EXPECT_EQ(buffer.is_borrowing(), !copied);
    EXPECT_EQ(pieces(buffer), (Pieces{"ne", "two", "three"}));
  }
}

TEST_F(BorrowingBufferTest, IsEmptyAfterClear) {
  append_shared("abc");
  buffer.clear();
  EXPECT_TRUE(buffer.is_empty());
  EXPECT_EQ(shared.append("next").begin, 0u);
}

TEST_F(BorrowingBufferTest, ReturnsNoMoreThanTheLimit) {
  append_shared("abcdef");
  EXPECT_EQ(buffer.next(4), "abcd");
}

}  // namespace
}  // namespace chatlab::borrowing_buffer_test
