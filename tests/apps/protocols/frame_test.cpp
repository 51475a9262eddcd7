#include "apps/protocols/frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace chatlab::frame_test {
namespace {

using Found = FrameReader::Found;

// Describes what is unfinished after `bytes`, once all complete frames are delivered.
std::string unfinished_after(std::string_view bytes) {
  FrameReader reader;
  reader.feed(bytes);
  std::string payload;
  while (reader.next(payload, 100) == Found::payload) continue;
  return reader.unfinished();
}

TEST(Frame, IsTheLengthInTenBytesAndThePayload) {
  EXPECT_EQ(encode_frame("hello"), "5         hello");
  EXPECT_EQ(encode_frame(""), "0         ");
  EXPECT_EQ(encode_frame(std::string(12345, 'x')).substr(0, 12), "12345     xx");
}

TEST(FrameReader, SaysHowMuchOfAHeaderWasReceived) {
  EXPECT_EQ(unfinished_after("5"), "inside a header: 1 of 10 bytes");
  EXPECT_EQ(unfinished_after("2         ok5        "), "inside a header: 9 of 10 bytes");
  EXPECT_EQ(unfinished_after("Hi!"), "inside a header: 3 of 10 bytes");
}

TEST(FrameReader, SaysHowMuchOfAPayloadWasReceived) {
  EXPECT_EQ(unfinished_after("5         "), "inside a frame: 0 of 5 bytes");
  EXPECT_EQ(unfinished_after("2         ok5         he"), "inside a frame: 2 of 5 bytes");
}

TEST(FrameReader, HasNothingUnfinishedBetweenFramesAndAfterItGaveUp) {
  EXPECT_EQ(unfinished_after(""), "");
  EXPECT_EQ(unfinished_after("5         hello"), "");
  EXPECT_EQ(unfinished_after("no length at all"), "");
  EXPECT_EQ(unfinished_after("101       x"), "");
}

TEST(FrameReader, AppliesTheLimitOfEachCallToTheNextFrame) {
  FrameReader reader;
  reader.feed("5         hello5         hello");
  std::string payload;
  EXPECT_EQ(reader.next(payload, 5), Found::payload);
  EXPECT_EQ(reader.next(payload, 4), Found::too_long);
  reader.feed("5         hello");
  EXPECT_EQ(reader.next(payload, 5), Found::nothing) << "it has given up";
  EXPECT_EQ(payload, "hello") << "only a complete frame changes it";
}

}  // namespace
}  // namespace chatlab::frame_test
