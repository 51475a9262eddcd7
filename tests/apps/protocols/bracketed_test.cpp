#include "apps/protocols/bracketed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::bracketed_test {
namespace {

Lines replies(const std::vector<std::string_view>& chunks) {
  BracketedReplyDecoder decoder;
  return replies_in(decoder, chunks);
}

TEST(Bracketed, PutsTheSenderInBracketsBeforeTheText) {
  EXPECT_EQ(bracketed("Ann", "hello"), "[Ann] hello");
  EXPECT_EQ(bracketed("Ann", ""), "[Ann] ");
  EXPECT_EQ(bracketed("[::1]:5555", "[x] y"), "[[::1]:5555] [x] y");
}

TEST(Bracketed, EndsTheSenderAtTheFirstBracketWithASpaceAfterIt) {
  EXPECT_EQ(replies({"[Ann] hello", "[Ann] [Bob] hi", "[[::1]:5555] a] b"}),
            (Lines{"Ann > hello", "Ann > [Bob] hi", "[::1]:5555 > a] b"}));
}

TEST(Bracketed, KeepsTheSpacesOfAText) {
  EXPECT_EQ(replies({"[Ann]   a b ", "[Ann] "}), (Lines{"Ann >   a b ", "Ann > "}));
}

TEST(Bracketed, TakesAChunkWithoutASenderForTheServersWords) {
  for (const std::string chunk :
       {"hello", "[Ann]hello", "[Ann]", "[Ann", "Ann] hello", " [Ann] hi", "[", ""}) {
    EXPECT_EQ(replies({chunk}), Lines{"Server > " + chunk});
  }
}

TEST(Bracketed, TakesTheServersReasonForARefusal) {
  EXPECT_EQ(replies({"[Server] The server is full"}), Lines{"refused: The server is full"});
}

TEST(Bracketed, TakesThatReasonForAMessageFromAnybodyElse) {
  EXPECT_EQ(replies({"[Ann] The server is full"}), Lines{"Ann > The server is full"});
}

TEST(Bracketed, TakesThatReasonForAMessageAfterTheFirstChunk) {
  EXPECT_EQ(replies({"[Ann] hello", "[Server] The server is full"}),
            (Lines{"Ann > hello", "Server > The server is full"}));
}

TEST(Bracketed, FindsOneReplyPerChunk) {
  BracketedReplyDecoder decoder;
  Reply reply;
  EXPECT_FALSE(decoder.next(reply));
  decoder.feed("[Ann] one\n[Ann] two");
  ASSERT_TRUE(decoder.next(reply));
  EXPECT_EQ(line_of(reply), "Ann > one\n[Ann] two");
  EXPECT_FALSE(decoder.next(reply));
}

}  // namespace
}  // namespace chatlab::bracketed_test
