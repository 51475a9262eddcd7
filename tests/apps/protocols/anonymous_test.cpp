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

// What a server understands that has a limit of 100 bytes a message.
Lines requests(const std::vector<std::string_view>& chunks) {
  return requests_in(*protocol.make_request_decoder(max_message), chunks);
}

// What a client understands.
Lines replies(const std::vector<std::string_view>& chunks) {
  return replies_in(*protocol.make_reply_decoder(), chunks);
}

TEST(Anonymous, IsCalledAnonymousAndLivesAtTcpPort5555) {
  EXPECT_EQ(protocol.name(), "anonymous");
  EXPECT_EQ(protocol.transport(), Transport::tcp);
  EXPECT_EQ(protocol.default_port(), 5555);
}

TEST(Anonymous, DoesNotKeepMessagesApartAndKnowsItsMembersByAddress) {
  EXPECT_FALSE(protocol.has_boundaries());
  EXPECT_EQ(protocol.identity(), Identity::address);
}

// -------------------------------------------------------------------------------- the server's ear

TEST(AnonymousServer, TakesEachChunkForAMessageFromTheFirstOn) {
  EXPECT_EQ(requests({"Ann", "hello", "Ann: hello"}),
            (Lines{"say Ann", "say hello", "say Ann: hello"}));
}

TEST(AnonymousServer, TakesAChunkApartAtNewlines) {
  EXPECT_EQ(requests({"one\ntwo\r\nthree\n", "four"}),
            (Lines{"say one", "say two", "say three", "say four"}));
}

TEST(AnonymousServer, KnowsNoWordForLeaving) {
  for (const std::string text : {"exit@me", "bye", "q:quit", "q", "/quit"}) {
    EXPECT_EQ(requests({text}), Lines{"say " + text});
  }
}

TEST(AnonymousServer, PassesInvalidUtf8AndControlCharactersOnToTheRoom) {
  EXPECT_EQ(requests({"\xFF\xC3(\33[2J"}), Lines{"say \xFF\xC3(\33[2J"});
}

TEST(AnonymousServer, RefusesALineOverTheLimit) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(requests({text, text + 'x', "hello"}),
            (Lines{"say " + text, "malformed: Message too long: at most 100 bytes are accepted"}));
}

// ------------------------------------------------------------------------------ the server's voice

TEST(AnonymousServer, DoesNotWelcome) {
  EXPECT_EQ(protocol.encode_welcome(), "");
}

TEST(AnonymousServer, RefusesAsServer) {
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::name_taken)),
            "[Server] Username already taken!");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::name_not_allowed)),
            "[Server] Username not allowed");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::banned)),
            "[Server] You are banned from this chat");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::room_full)),
            "[Server] The server is full");
}

TEST(AnonymousServer, TellsAMessageAfterItsSenderInBrackets) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Ann", "hello")), "[Ann] hello");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Server", "news")), "[Server] news");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "192.0.2.7:5555", "hi")),
            "[192.0.2.7:5555] hi");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "[2001:db8::1]:5555", "hi")),
            "[[2001:db8::1]:5555] hi");
}

TEST(AnonymousServer, WritesADotForEachBracketInANameButNotInAnAddress) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Server] notice", "hi")),
            "[Server. notice] hi");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::joined, "[x]")),
            "[Server] [x. joined the conversation");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "[::1]:5555", "a] b")),
            "[[::1]:5555] a] b");
}

TEST(AnonymousServer, TellsNoticesAsServer) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::joined, "Ann")),
            "[Server] Ann joined the conversation");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left, "Ann")),
            "[Server] Ann left the conversation");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left_unexpectedly, "[::1]:5555")),
            "[Server] [::1]:5555 left the conversation unexpectedly");
}

// ------------------------------------------------------------------------------ the client's voice

TEST(AnonymousClient, SendsNoNameButTheBareText) {
  EXPECT_EQ(protocol.encode_join("Ann"), "");
  EXPECT_EQ(protocol.encode_message("Ann", "hello"), "hello");
}

TEST(AnonymousClient, HasNoWordForLeaving) {
  EXPECT_EQ(protocol.leave_word(), "");
  EXPECT_EQ(protocol.encode_leave("Ann"), "");
}

TEST(AnonymousClient, LeavesTimeAfterEachMessage) {
  EXPECT_EQ(protocol.pacing().after_message, 50);
}

TEST(AnonymousClient, IsUnderstoodByTheServer) {
  EXPECT_EQ(requests({protocol.encode_message("", " a b\tc"), protocol.encode_message("", "d: e")}),
            (Lines{"say  a b\tc", "say d: e"}));
}

// -------------------------------------------------------------------------------- the client's ear

TEST(AnonymousClient, TakesEachChunkForAMessage) {
  EXPECT_EQ(replies({"[Ann] hello", "[192.0.2.7:5555] hi"}),
            (Lines{"Ann > hello", "192.0.2.7:5555 > hi"}));
}

TEST(AnonymousClient, RecognisesEachRefusal) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    const std::string reason(refusal_text(refusal));
    EXPECT_EQ(replies({protocol.encode_refusal(reason)}), Lines{"refused: " + reason});
  }
}

TEST(AnonymousClient, TakesARefusalsWordsForAMessageAfterTheFirstChunk) {
  EXPECT_EQ(replies({"[Ann] hello", "[Server] The server is full"}),
            (Lines{"Ann > hello", "Server > The server is full"}));
  EXPECT_EQ(replies({"[Ann] The server is full", "[Server] The server is full"}),
            (Lines{"Ann > The server is full", "Server > The server is full"}));
}

// "[Robert] " is as long as "[Server] ".
TEST(AnonymousClient, IsRefusedByTheServerOnly) {
  EXPECT_EQ(replies({"[Robert] The server is full"}), Lines{"Robert > The server is full"});
}

TEST(AnonymousClient, AttributesAChunkWithoutASenderToNobody) {
  EXPECT_EQ(replies({"[Ann] hello", "hello", "The server is full"}),
            (Lines{"Ann > hello", "unattributed: hello", "unattributed: The server is full"}));
}

TEST(AnonymousClient, HearsTheNameAndTheTextThatTheServerTold) {
  const std::vector<Event> events = {
      event_of(Event::Kind::said, "Ann", "hello"),
      event_of(Event::Kind::said, "Ann Lee", " [Bob] hi "),
      event_of(Event::Kind::said, "[x", "a] b"),
      event_of(Event::Kind::said, "\xF0\x9F\x99\x82", "\tcaf\xC3\xA9"),
      event_of(Event::Kind::said, "[2001:db8::1]:5555", std::string(70000, 'x')),
      event_of(Event::Kind::said, "Server", "news"),
  };
  for (const Event& event : events) {
    EXPECT_EQ(replies({protocol.encode_event(event)}), Lines{event.name + " > " + event.text});
  }
}

TEST(AnonymousClient, HearsNoticesFromServer) {
  for (const Event::Kind kind :
       {Event::Kind::joined, Event::Kind::left, Event::Kind::left_unexpectedly}) {
    const Event event = event_of(kind, "[::1]:5555");
    EXPECT_EQ(replies({protocol.encode_event(event)}),
              Lines{"Server > " + notice_text(event.kind, event.name)});
  }
}

}  // namespace
}  // namespace chatlab::anonymous_test
