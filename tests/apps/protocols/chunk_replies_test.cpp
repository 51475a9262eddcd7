#include "apps/protocols/chunk_replies.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::chunk_replies_test {
namespace {

// A protocol in which `N:text` is a message of N, and `no` is a refusal.
class PlainDecoder : public ChunkReplyDecoder {
  Reply interpret(std::string_view chunk) const override {
    const std::size_t colon = chunk.find(':');
    if (colon == std::string_view::npos) {
      return {Reply::Kind::unattributed, {}, std::string(chunk)};
    }
    return {Reply::Kind::message, std::string(chunk.substr(0, colon)),
            std::string(chunk.substr(colon + 1))};
  }

  std::string_view refusal_in(std::string_view chunk) const override {
    return chunk == "no" ? chunk : std::string_view();
  }
};

Lines replies(const std::vector<std::string_view>& chunks) {
  PlainDecoder decoder;
  return replies_in(decoder, chunks);
}

// A chunk of Ann's that may be a part of a message, since it is as long as a whole piece.
const std::string long_text(1024 - 4, 'x');
const std::string long_chunk = "Ann:" + long_text;
const std::string long_reply = "Ann > " + long_text;

TEST(ChunkReplies, AreOnePerChunk) {
  PlainDecoder decoder;
  Reply reply;
  EXPECT_FALSE(decoder.next(reply));
  decoder.feed("Ann:one\nAnn:two");
  ASSERT_TRUE(decoder.next(reply));
  EXPECT_EQ(line_of(reply), "Ann > one\nAnn:two");
  EXPECT_FALSE(decoder.next(reply));
}

TEST(ChunkReplies, AreARefusalInTheFirstChunkOnly) {
  EXPECT_EQ(replies({"no"}), Lines{"refused: no"});
  EXPECT_EQ(replies({"Ann:hi", "no"}), (Lines{"Ann > hi", "unattributed: no"}));
}

TEST(ChunkReplies, AreAttributedAsTheySay) {
  EXPECT_EQ(replies({"Ann:hi", "Server:news", "Bob:ho", "hm"}),
            (Lines{"Ann > hi", "Server > news", "Bob > ho", "unattributed: hm"}));
}

// Its author decides what the tail of a long message says.
TEST(ChunkReplies, AreNeverTheOperatorsAfterAChunkThatMayHaveBeenCut) {
  EXPECT_EQ(replies({long_chunk, "Server:evil"}), (Lines{long_reply, "unattributed: Server:evil"}));
  EXPECT_EQ(replies({"Server:" + long_text, "Server:evil"}),
            (Lines{"Server > " + long_text, "unattributed: Server:evil"}));
}

TEST(ChunkReplies, AreNotAnothersAfterAChunkThatMayHaveBeenCut) {
  EXPECT_EQ(replies({long_chunk, "Bob:evil"}), (Lines{long_reply, "unattributed: Bob:evil"}));
}

TEST(ChunkReplies, AreTheSameMembersAfterAChunkOfItsOwn) {
  EXPECT_EQ(replies({long_chunk, long_chunk, "Ann:end", "Bob:hi"}),
            (Lines{long_reply, long_reply, "Ann > end", "Bob > hi"}));
}

TEST(ChunkReplies, AreTheSameMembersAgainAfterAPieceWithoutASender) {
  EXPECT_EQ(replies({long_chunk, long_text + "xxxx", "Ann:end"}),
            (Lines{long_reply, "unattributed: " + long_text + "xxxx", "Ann > end"}));
}

TEST(ChunkReplies, GoOnBeingUncertainUntilAChunkIsShort) {
  EXPECT_EQ(replies({long_chunk, long_text + "xxxx", "Server:evil", "Server:news"}),
            (Lines{long_reply, "unattributed: " + long_text + "xxxx", "unattributed: Server:evil",
                   "Server > news"}));
}

}  // namespace
}  // namespace chatlab::chunk_replies_test
