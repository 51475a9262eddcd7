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

// What a server decodes if its limit is 100 bytes per message.
Lines requests(const std::vector<std::string_view>& chunks) {
  return requests_in(*protocol.make_request_decoder(max_message), chunks);
}

// What it decodes after Ann has joined.
Lines later_requests(std::string_view chunk) {
  return after("join Ann", requests({"Ann", chunk}));
}

// What a client decodes.
Lines replies(const std::vector<std::string_view>& chunks) {
  return replies_in(*protocol.make_reply_decoder(), chunks);
}

TEST(Named, DoesNotKeepMessagesApartAndKnowsItsMembersByName) {
  EXPECT_FALSE(protocol.has_boundaries());
  EXPECT_EQ(protocol.identity(), Identity::name);
}

// ------------------------------------------------------------------------- decoded by the server

TEST(NamedServer, RemovesOneSpaceAfterTheSendersOwnName) {
  EXPECT_EQ(later_requests("Ann:  hello "), Lines{"say  hello "});
  EXPECT_EQ(later_requests("Ann: "), Lines{"say "});
  EXPECT_EQ(later_requests("Ann:"), Lines{"say "});
}

TEST(NamedServer, RemovesTheSendersOwnNameOnce) {
  EXPECT_EQ(later_requests("Ann: Ann: hello"), Lines{"say Ann: hello"});
}

TEST(NamedServer, KeepsAnotherMembersNameAsText) {
  for (const std::string text :
       {"Bob: hi", "Anna: hi", "ann: hi", " Ann: hi", "Ann : hi", "An: hi", ": hi", "Ann"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
}

TEST(NamedServer, RemovesANameWithAColonAsAWhole) {
  EXPECT_EQ(requests({"a:b", "a:b: hello", "a: hello"}),
            (Lines{"join a:b", "say hello", "say a: hello"}));
}

TEST(NamedServer, LeavesByQQuit) {
  EXPECT_EQ(later_requests("q:quit"), Lines{"leave"});
  EXPECT_EQ(later_requests("q:quit\r\n"), Lines{"leave"});
  EXPECT_EQ(requests({"q", "q:quit"}), (Lines{"join q", "leave"}))
      << "also if the member is called q";
}

TEST(NamedServer, ReadsAnythingButExactlyQQuitAsAMessage) {
  for (const std::string text : {"q: quit", " q:quit", "q:quit ", "Q:quit", "q", "bye"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
  EXPECT_EQ(later_requests("Ann: q:quit"), Lines{"say q:quit"});
}

TEST(NamedServer, ReadsQQuitInTheFirstChunkAsAName) {
  EXPECT_EQ(requests({"q:quit"}), Lines{"join q:quit"});
}

TEST(NamedServer, SplitsAChunkAtNewlines) {
  EXPECT_EQ(later_requests("Ann: one\nAnn: two\r\nthree"),
            (Lines{"say one", "say two", "say three"}));
  EXPECT_EQ(later_requests("Ann: hello\n"), Lines{"say hello"});
  EXPECT_EQ(requests({"Ann\nAnn: hello\nq:quit\n"}), (Lines{"join Ann", "say hello", "leave"}));
  EXPECT_EQ(requests({"Ann\r\n", "hello\r\n"}), (Lines{"join Ann", "say hello"}));
}

// TCP preserves no chunks: if it cuts or joins them, messages are cut or joined.
TEST(NamedServer, ReadsChunksThatTcpCutOrGluedAsTheyAre) {
  EXPECT_EQ(requests({"Ann", "Ann: hel", "lo"}), (Lines{"join Ann", "say hel", "say lo"}));
  EXPECT_EQ(later_requests("Ann: oneAnn: two"), Lines{"say oneAnn: two"});
  EXPECT_EQ(requests({"AnnAnn: one"}), Lines{"join AnnAnn: one"});
}

TEST(NamedServer, AppliesTheLimitToEachLine) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(later_requests(text), Lines{"say " + text});
  EXPECT_EQ(later_requests(text + '\n' + text), (Lines{"say " + text, "say " + text}));
  EXPECT_EQ(later_requests("Ann: " + text), Lines{"say " + text}) << "the name is not counted";
  EXPECT_EQ(later_requests("Ann: " + text + 'x'),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
  EXPECT_EQ(later_requests(text + 'x'),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
}

TEST(NamedServer, AppliesALimitOfItsOwnToTheName) {
  const std::string name(1024, 'x');
  EXPECT_EQ(requests({name, "hello"}), (Lines{"join " + name, "say hello"}));
  EXPECT_EQ(requests({name + "x\nhello", "hello"}), Lines{"malformed: Username not allowed"});
}

// ------------------------------------------------------------------------- encoded by the client

TEST(NamedClient, PausesAfterItsNameAndAfterEachMessage) {
  EXPECT_EQ(protocol.pacing().after_join, 250);
  EXPECT_EQ(protocol.pacing().after_message, 50);
}

// ------------------------------------------------------------------------- decoded by the client

TEST(NamedClient, RemovesOneSpaceAfterTheColon) {
  EXPECT_EQ(replies({"Ann:hello", "Ann:  hello ", "Ann: ", "Ann:"}),
            (Lines{"Ann > hello", "Ann >  hello ", "Ann > ", "Ann > "}));
}

TEST(NamedClient, AttributesAChunkThatIsNeitherAMessageNorANoticeToNoMember) {
  EXPECT_EQ(replies({"Ann has joined the chat room.", "hello", "Ann has joined the chat room"}),
            (Lines{"Server > Ann has joined the chat room.", "unattributed: hello",
                   "unattributed: Ann has joined the chat room"}));
}

// A member's long message may end in a chunk with these words.
TEST(NamedClient, ReadsTheWordsOfARefusalAsTextAfterTheFirstChunk) {
  EXPECT_EQ(replies({"Ann: The server is full", "You are banned from this chat"}),
            (Lines{"Ann > The server is full", "unattributed: You are banned from this chat"}));
}

}  // namespace
}  // namespace chatlab::named_test
