#include "apps/protocols/input_buffer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace chatlab::input_buffer_test {
namespace {

TEST(InputBuffer, ShowsWhatWasAppendedAndNotConsumed) {
  InputBuffer buffer;
  buffer.append("one");
  buffer.append("two");
  EXPECT_EQ(buffer.view(), "onetwo");
  buffer.consume(4);
  EXPECT_EQ(buffer.view(), "wo");
  buffer.append("three");
  EXPECT_EQ(buffer.view(), "wothree");
  buffer.consume(7);
  EXPECT_EQ(buffer.view(), "");
  buffer.append("four");
  EXPECT_EQ(buffer.view(), "four");
}

TEST(InputBuffer, ShowsNothingAfterItIsCleared) {
  InputBuffer buffer;
  buffer.append("one");
  buffer.consume(1);
  buffer.clear();
  EXPECT_EQ(buffer.view(), "");
  buffer.append("two");
  EXPECT_EQ(buffer.view(), "two");
}

TEST(InputBuffer, KeepsTheBytesWhenItReturnsMemory) {
  std::string sent;
  for (int i = 0; sent.size() < 100'000; ++i) sent += std::to_string(i);
  InputBuffer buffer;
  buffer.append(sent);
  for (std::string_view expected = sent; !expected.empty();) {
    ASSERT_EQ(buffer.view(), expected);
    const std::size_t count = std::min<std::size_t>(expected.size(), 5000);
    buffer.consume(count);
    expected.remove_prefix(count);
  }
}

TEST(InputBuffer, UsesAtMostFourTimesTheMemoryOfItsContentsOrOneKibibyte) {
  InputBuffer buffer;
  buffer.append(std::string(100'000, 'x'));
  for (std::size_t left = 100'000; left > 0; left -= 100) {
    ASSERT_EQ(buffer.view().size(), left);
    ASSERT_LE(buffer.capacity(), std::max<std::size_t>(4 * left, 1024))
        << left << " bytes are in it";
    buffer.consume(100);
  }
  EXPECT_LE(buffer.capacity(), 1024u);
}

TEST(InputBuffer, DoesNotGrowByConsumedBytes) {
  InputBuffer buffer;
  buffer.append("xy");
  for (int i = 0; i < 100'000; ++i) {
    buffer.append("xy");
    buffer.consume(2);
  }
  EXPECT_EQ(buffer.view(), "xy");
  EXPECT_LE(buffer.capacity(), 1024u);
}

// A peer that sends many short messages at once must not make the decoder move the rest of them for
// each: this would take minutes.
TEST(InputBuffer, MovesNoBytesForEachMessageThatIsConsumed) {
  const std::size_t size = 20'000'000;
  InputBuffer buffer;
  buffer.append(std::string(size, 'x'));
  for (int i = 0; i < 200'000; ++i) buffer.consume(10);
  EXPECT_EQ(buffer.view().size(), size - 2'000'000);
}

TEST(InputBuffer, ReturnsItsMemoryWhenItIsCleared) {
  InputBuffer buffer;
  buffer.append(std::string(100'000, 'x'));
  buffer.clear();
  EXPECT_LE(buffer.capacity(), 1024u);
}

}  // namespace
}  // namespace chatlab::input_buffer_test
