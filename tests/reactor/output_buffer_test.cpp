#include "reactor/output_buffer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/loopback.hpp"

namespace chatlab::output_buffer_test {
namespace {

constexpr std::size_t no_limit = static_cast<std::size_t>(-1);
constexpr std::size_t kibibyte = 1024;

// All that is left, a piece per send.
std::vector<std::string> pieces(OutputBuffer& buffer, std::size_t limit = no_limit) {
  std::vector<std::string> found;
  while (!buffer.is_empty()) {
    found.emplace_back(buffer.next(limit));
    buffer.consume(found.back().size());
  }
  return found;
}

using Pieces = std::vector<std::string>;

TEST(OutputBuffer, IsEmptyAtFirst) {
  const OutputBuffer buffer;
  EXPECT_TRUE(buffer.is_empty());
  EXPECT_EQ(buffer.size(), 0u);
  EXPECT_EQ(buffer.next(no_limit), "");
}

TEST(OutputBuffer, ReturnsEverythingAppendedInOnePiece) {
  OutputBuffer buffer;
  for (const char* part : {"one ", "two ", "three"}) buffer.append(part);
  EXPECT_EQ(buffer.size(), 13u);
  EXPECT_EQ(pieces(buffer), Pieces{"one two three"});
}

TEST(OutputBuffer, ReturnsNoMoreThanTheLimit) {
  OutputBuffer buffer;
  buffer.append("abcdefgh");
  EXPECT_EQ(pieces(buffer, 3), (Pieces{"abc", "def", "gh"}));
}

TEST(OutputBuffer, GoesOnAfterWhatWasConsumed) {
  OutputBuffer buffer;
  buffer.append("abcdef");
  buffer.consume(2);
  EXPECT_EQ(buffer.size(), 4u);
  EXPECT_EQ(buffer.next(no_limit), "cdef");
  buffer.append("gh");
  buffer.consume(3);
  EXPECT_EQ(buffer.next(no_limit), "fgh");
}

TEST(OutputBuffer, ConsumingNothingChangesNothing) {
  OutputBuffer buffer;
  buffer.consume(0);
  buffer.append_apart("apart");
  buffer.consume(0);
  EXPECT_EQ(pieces(buffer), Pieces{"apart"});
}

TEST(OutputBuffer, IsEmptyAfterClearAndCanBeUsedAgain) {
  OutputBuffer buffer;
  buffer.append("abc");
  buffer.append_apart("def");
  buffer.consume(1);
  buffer.clear();
  EXPECT_TRUE(buffer.is_empty());
  buffer.append("ghijkl");
  EXPECT_EQ(pieces(buffer), Pieces{"ghijkl"}) << "the old borders are gone";
}

// ----------------------------------------------------------------------------------------- borders

TEST(OutputBuffer, ReturnsWhatWasAppendedApartByItself) {
  OutputBuffer buffer;
  buffer.append("be");
  buffer.append("fore");
  buffer.append_apart("apart");
  buffer.append("af");
  buffer.append("ter");
  EXPECT_EQ(pieces(buffer), (Pieces{"before", "apart", "after"}));
}

TEST(OutputBuffer, KeepsSeveralPiecesApart) {
  OutputBuffer buffer;
  for (const char* part : {"one", "two", "three"}) buffer.append_apart(part);
  EXPECT_EQ(pieces(buffer), (Pieces{"one", "two", "three"}));
}

TEST(OutputBuffer, APartlyConsumedPieceStillEndsAtItsBorder) {
  OutputBuffer buffer;
  buffer.append_apart("one");
  buffer.append("two");
  buffer.consume(1);
  EXPECT_EQ(pieces(buffer), (Pieces{"ne", "two"}));
}

TEST(OutputBuffer, APieceLongerThanTheLimitIsCutWithoutTheNextOne) {
  OutputBuffer buffer;
  buffer.append_apart("abcd");
  buffer.append_apart("efgh");
  EXPECT_EQ(pieces(buffer, 3), (Pieces{"abc", "d", "efg", "h"}));
}

TEST(OutputBuffer, AnEmptyPieceMakesNoBorder) {
  OutputBuffer buffer;
  buffer.append("ab");
  buffer.append_apart("");
  buffer.append("cd");
  EXPECT_EQ(pieces(buffer), Pieces{"abcd"});
}

TEST(OutputBuffer, SeveralPiecesCanBeConsumedAtOnce) {
  OutputBuffer buffer;
  for (const char* part : {"one", "two", "three"}) buffer.append_apart(part);
  buffer.consume(7);
  EXPECT_EQ(pieces(buffer), Pieces{"hree"});
}

TEST(OutputBuffer, BytesAndBordersSurviveAnyMixOfAppendingAndConsuming) {
  OutputBuffer buffer;
  const std::string text = pattern(200 * kibibyte);
  std::string sent;
  std::size_t appended = 0;
  for (std::size_t i = 0; sent.size() < text.size(); ++i) {
    const std::string part = text.substr(appended, i * 331 % 5000);
    appended += part.size();
    i % 3 == 0 ? buffer.append(part) : buffer.append_apart(part);
    const std::string_view piece = buffer.next(i * 173 % 4000 + 1);
    sent += piece;
    buffer.consume(piece.size());
    ASSERT_EQ(buffer.size(), appended - sent.size());
  }
  EXPECT_TRUE(sent == text) << "bytes were lost, doubled or swapped";
}

// ------------------------------------------------------------------------------------------ memory

TEST(OutputBuffer, HasSpareMemoryAfterALongMessageAndCanReleaseIt) {
  OutputBuffer buffer;
  for (int i = 0; i < 1000; ++i) buffer.append_apart(pattern(kibibyte));
  EXPECT_FALSE(buffer.has_spare_memory()) << "all of it is used";
  while (!buffer.is_empty()) buffer.consume(buffer.next(no_limit).size());
  EXPECT_TRUE(buffer.has_spare_memory());
  buffer.release_spare_memory();
  EXPECT_LE(buffer.capacity(), kibibyte);
  EXPECT_FALSE(buffer.has_spare_memory());
}

// A slow peer may never let the buffer become empty.
TEST(OutputBuffer, CanReleaseMemoryWhileALittleIsLeft) {
  OutputBuffer buffer;
  buffer.append(pattern(1000 * kibibyte));
  buffer.append_apart("rest");
  buffer.append_apart("last");
  buffer.consume(1000 * kibibyte);
  EXPECT_TRUE(buffer.has_spare_memory());
  buffer.release_spare_memory();
  EXPECT_LE(buffer.capacity(), kibibyte);
  EXPECT_EQ(pieces(buffer), (Pieces{"rest", "last"}));
}

TEST(OutputBuffer, DoesNotGrowWhileItIsNeverEmpty) {
  OutputBuffer buffer;
  buffer.append("x");
  for (int i = 0; i < 10000; ++i) {
    buffer.append_apart(pattern(kibibyte));
    buffer.consume(kibibyte);
  }
  EXPECT_EQ(buffer.size(), 1u);
  EXPECT_LE(buffer.capacity(), 8 * kibibyte);
}

TEST(OutputBuffer, KeepsALittleMemoryForTheNextMessage) {
  OutputBuffer buffer;
  buffer.append(pattern(kibibyte));
  buffer.clear();
  EXPECT_FALSE(buffer.has_spare_memory());
}

}  // namespace
}  // namespace chatlab::output_buffer_test
