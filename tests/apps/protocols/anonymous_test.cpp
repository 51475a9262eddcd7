#include "apps/protocols/anonymous.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/room.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::anonymous_test {
namespace {

const AnonymousProtocol protocol;

constexpr std::size_t max_message = 100;

// What a server decodes if its limit is 100 bytes per message.
Lines requests(const std::vector<std::string_view>& chunks) {
  return requests_in(*protocol.make_request_decoder(max_message), chunks);
}

// What a client decodes.
Lines replies(const std::vector<std::string_view>& chunks) {
  return replies_in(*protocol.make_reply_decoder(), chunks);
}

TEST(Anonymous, DoesNotKeepMessagesApartAndKnowsItsMembersByAddress) {
  EXPECT_FALSE(protocol.has_boundaries());
  EXPECT_EQ(protocol.identity(), Identity::address);
}

// ------------------------------------------------------------------------- decoded by the server

TEST(AnonymousServer, HasNoWordForLeaving) {
  for (const std::string text : {"exit@me", "bye", "q:quit", "q", "/quit"}) {
    EXPECT_EQ(requests({text}), Lines{"say " + text});
  }
}

// ------------------------------------------------------------------------- encoded by the client

TEST(AnonymousClient, PausesAfterEachMessage) {
  EXPECT_EQ(protocol.pacing().after_message, 50);
}

// ------------------------------------------------------------------------- decoded by the client

TEST(AnonymousClient, ReadsTheWordsOfARefusalAsAMessageAfterTheFirstChunk) {
  EXPECT_EQ(replies({"[Ann] hello", "[Server] The server is full"}),
            (Lines{"Ann > hello", "Server > The server is full"}));
  EXPECT_EQ(replies({"[Ann] The server is full", "[Server] The server is full"}),
            (Lines{"Ann > The server is full", "Server > The server is full"}));
}

// "[Robert] " is as long as "[Server] ".
TEST(AnonymousClient, IsRefusedByTheServerOnly) {
  EXPECT_EQ(replies({"[Robert] The server is full"}), Lines{"Robert > The server is full"});
}

TEST(AnonymousClient, AttributesAChunkWithoutASenderToNoMember) {
  EXPECT_EQ(replies({"[Ann] hello", "hello", "The server is full"}),
            (Lines{"Ann > hello", "unattributed: hello", "unattributed: The server is full"}));
}

}  // namespace
}  // namespace chatlab::anonymous_test
