#include "apps/protocols/chunk_requests.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::chunk_requests_test {
namespace {

// A protocol in which every line is a message of at most ten bytes.
class PlainDecoder : public ChunkRequestDecoder {
 public:
  PlainDecoder() : ChunkRequestDecoder(10) {}

  int interpreted = 0;

 private:
  void interpret(Request& request) override {
    ++interpreted;
    request.kind = Request::Kind::say;
  }
};

Lines requests(const std::vector<std::string_view>& chunks) {
  PlainDecoder decoder;
  return requests_in(decoder, chunks);
}

const std::string too_long = "malformed: Message too long: at most 10 bytes are accepted";

TEST(ChunkRequests, AreTheLinesOfAChunk) {
  EXPECT_EQ(requests({"one\ntwo"}), (Lines{"say one", "say two"}));
  EXPECT_EQ(requests({"one\r\ntwo\r\n"}), (Lines{"say one", "say two"}));
  EXPECT_EQ(requests({"one\n\nthree"}), (Lines{"say one", "say ", "say three"}));
}

TEST(ChunkRequests, AreNotIncreasedByANewlineAtTheEndOfAChunk) {
  EXPECT_EQ(requests({"one\n", "two\n"}), (Lines{"say one", "say two"}));
  EXPECT_EQ(requests({"\n"}), Lines{"say "});
}

TEST(ChunkRequests, AreNoneInAnEmptyChunk) {
  EXPECT_EQ(requests({"", "one", ""}), Lines{"say one"});
}

TEST(ChunkRequests, EndAtTheEndOfTheirChunk) {
  EXPECT_EQ(requests({"hel", "lo\n"}), (Lines{"say hel", "say lo"}));
  EXPECT_EQ(requests({"one\r", "\ntwo"}), (Lines{"say one", "say ", "say two"}));
}

TEST(ChunkRequests, WaitInOrderUntilNextIsCalled) {
  PlainDecoder decoder;
  decoder.feed("one\ntwo");
  decoder.feed("three");
  Request request;
  ASSERT_TRUE(decoder.next(request));
  EXPECT_EQ(line_of(request), "say one");
  EXPECT_EQ(decoder.interpreted, 1) << "a line is interpreted when it is asked for";
  EXPECT_EQ(requests_in(decoder, {"four"}), (Lines{"say two", "say three", "say four"}));
}

TEST(ChunkRequests, MayExceedTheLimitTogether) {
  EXPECT_EQ(requests({"1234567890\r\n1234567890\r\n"}),
            (Lines{"say 1234567890", "say 1234567890"}));
}

TEST(ChunkRequests, AreNotDecodedAfterALineThatIsTooLong) {
  PlainDecoder decoder;
  EXPECT_EQ(requests_in(decoder, {"one\n12345678901\ntwo", "three"}), (Lines{"say one", too_long}));
  EXPECT_EQ(decoder.interpreted, 2) << "the one before, and the long one";
}

}  // namespace
}  // namespace chatlab::chunk_requests_test
