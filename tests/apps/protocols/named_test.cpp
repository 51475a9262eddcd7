#include "apps/protocols/named.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/room.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::named_test {
namespace {

const NamedProtocol protocol;

constexpr std::size_t max_message = 100;

// What a server understands that has a limit of 100 bytes a message.
Lines requests(const std::vector<std::string_view>& chunks) {
  return requests_in(*protocol.make_request_decoder(max_message), chunks);
}

// The same after Ann has joined.
Lines later_requests(std::string_view chunk) {
  return after("join Ann", requests({"Ann", chunk}));
}

// What a client understands.
Lines replies(const std::vector<std::string_view>& chunks) {
  return replies_in(*protocol.make_reply_decoder(), chunks);
}

TEST(Named, DoesNotKeepMessagesApartAndKnowsItsMembersByName) {
  EXPECT_FALSE(protocol.has_boundaries());
  EXPECT_EQ(protocol.identity(), Identity::name);
}

// -------------------------------------------------------------------------------- the server's ear

TEST(NamedServer, TakesOneSpaceOffAfterTheSendersOwnName) {
  EXPECT_EQ(later_requests("Ann:  hello "), Lines{"say  hello "});
  EXPECT_EQ(later_requests("Ann: "), Lines{"say "});
  EXPECT_EQ(later_requests("Ann:"), Lines{"say "});
}

TEST(NamedServer, TakesTheSendersOwnNameOffOnce) {
  EXPECT_EQ(later_requests("Ann: Ann: hello"), Lines{"say Ann: hello"});
}

TEST(NamedServer, KeepsAnothersNameAsText) {
  for (const std::string text :
       {"Bob: hi", "Anna: hi", "ann: hi", " Ann: hi", "Ann : hi", "An: hi", ": hi", "Ann"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
}

TEST(NamedServer, TakesANameWithAColonOffAsAWhole) {
  EXPECT_EQ(requests({"a:b", "a:b: hello", "a: hello"}),
            (Lines{"join a:b", "say hello", "say a: hello"}));
}

TEST(NamedServer, TakesQQuitForLeaving) {
  EXPECT_EQ(later_requests("q:quit"), Lines{"leave"});
  EXPECT_EQ(later_requests("q:quit\r\n"), Lines{"leave"});
  EXPECT_EQ(requests({"q", "q:quit"}), (Lines{"join q", "leave"})) << "also where one is called q";
}

TEST(NamedServer, TakesWhatIsNotExactlyQQuitForAMessage) {
  for (const std::string text : {"q: quit", " q:quit", "q:quit ", "Q:quit", "q", "bye"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
  EXPECT_EQ(later_requests("Ann: q:quit"), Lines{"say q:quit"});
}

TEST(NamedServer, TakesQQuitInTheFirstChunkForAName) {
  EXPECT_EQ(requests({"q:quit"}), Lines{"join q:quit"});
}

TEST(NamedServer, TakesAChunkApartAtNewlines) {
  EXPECT_EQ(later_requests("Ann: one\nAnn: two\r\nthree"),
            (Lines{"say one", "say two", "say three"}));
  EXPECT_EQ(later_requests("Ann: hello\n"), Lines{"say hello"});
  EXPECT_EQ(requests({"Ann\nAnn: hello\nq:quit\n"}), (Lines{"join Ann", "say hello", "leave"}));
  EXPECT_EQ(requests({"Ann\r\n", "hello\r\n"}), (Lines{"join Ann", "say hello"}));
}

// TCP promises no more: where chunks are cut or run together, so are messages.
TEST(NamedServer, TakesWhatTcpCutOrGluedAsItCame) {
  EXPECT_EQ(requests({"Ann", "Ann: hel", "lo"}), (Lines{"join Ann", "say hel", "say lo"}));
  EXPECT_EQ(later_requests("Ann: oneAnn: two"), Lines{"say oneAnn: two"});
  EXPECT_EQ(requests({"AnnAnn: one"}), Lines{"join AnnAnn: one"});
}

TEST(NamedServer, HoldsEachLineToTheLimit) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(later_requests(text), Lines{"say " + text});
  EXPECT_EQ(later_requests(text + '\n' + text), (Lines{"say " + text, "say " + text}));
  EXPECT_EQ(later_requests("Ann: " + text), Lines{"say " + text}) << "the name is not counted";
  EXPECT_EQ(later_requests("Ann: " + text + 'x'),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
  EXPECT_EQ(later_requests(text + 'x'),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
}

TEST(NamedServer, HoldsTheNameToALimitOfItsOwn) {
  const std::string name(1024, 'x');
  EXPECT_EQ(requests({name, "hello"}), (Lines{"join " + name, "say hello"}));
  EXPECT_EQ(requests({name + "x\nhello", "hello"}), Lines{"malformed: Username not allowed"});
}

// ------------------------------------------------------------------------------ the client's voice

TEST(NamedClient, LeavesTimeAfterItsNameAndAfterEachMessage) {
  EXPECT_EQ(protocol.pacing().after_join, 250);
  EXPECT_EQ(protocol.pacing().after_message, 50);
}

// -------------------------------------------------------------------------------- the client's ear

TEST(NamedClient, TakesOneSpaceOffAfterTheColon) {
  EXPECT_EQ(replies({"Ann:hello", "Ann:  hello ", "Ann: ", "Ann:"}),
            (Lines{"Ann > hello", "Ann >  hello ", "Ann > ", "Ann > "}));
}

TEST(NamedClient, AttributesAChunkThatIsNeitherAMessageNorANoticeToNobody) {
  EXPECT_EQ(replies({"Ann has joined the chat room.", "hello", "Ann has joined the chat room"}),
            (Lines{"Server > Ann has joined the chat room.", "unattributed: hello",
                   "unattributed: Ann has joined the chat room"}));
}

// A member's long message may end in a chunk that says just this.
TEST(NamedClient, TakesARefusalsWordsForATextAfterTheFirstChunk) {
  EXPECT_EQ(replies({"Ann: The server is full", "You are banned from this chat"}),
            (Lines{"Ann > The server is full", "unattributed: You are banned from this chat"}));
}

}  // namespace
}  // namespace chatlab::named_test
