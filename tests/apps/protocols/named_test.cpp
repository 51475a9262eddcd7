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

TEST(Named, IsCalledNamedAndLivesAtTcpPort4000) {
  EXPECT_EQ(protocol.name(), "named");
  EXPECT_EQ(protocol.transport(), Transport::tcp);
  EXPECT_EQ(protocol.default_port(), 4000);
}

TEST(Named, DoesNotKeepMessagesApartAndKnowsItsMembersByName) {
  EXPECT_FALSE(protocol.has_boundaries());
  EXPECT_EQ(protocol.identity(), Identity::name);
}

// -------------------------------------------------------------------------------- the server's ear

TEST(NamedServer, TakesTheFirstChunkForTheNameAndEachLaterOneForAMessage) {
  EXPECT_EQ(requests({"Ann", "hello", "hello again"}),
            (Lines{"join Ann", "say hello", "say hello again"}));
}

TEST(NamedServer, TakesTheSendersOwnNameOff) {
  EXPECT_EQ(later_requests("Ann: hello"), Lines{"say hello"});
  EXPECT_EQ(later_requests("Ann:hello"), Lines{"say hello"});
}

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

TEST(NamedServer, PassesInvalidUtf8AndControlCharactersOnToTheRoom) {
  EXPECT_EQ(later_requests("Ann: \xFF\xC3(\33[2J\r"), Lines{"say \xFF\xC3(\33[2J"});
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

// ------------------------------------------------------------------------------ the server's voice

TEST(NamedServer, DoesNotWelcome) {
  EXPECT_EQ(protocol.encode_welcome(), "");
}

TEST(NamedServer, RefusesWithTheBareReason) {
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::name_taken)), "Username already taken!");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::name_not_allowed)),
            "Username not allowed");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::banned)),
            "You are banned from this chat");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::room_full)), "The server is full");
}

TEST(NamedServer, RefusesWithoutAColon) {
  EXPECT_EQ(protocol.encode_refusal("Message too long: 5: at most 4"),
            "Message too long. 5. at most 4");
}

TEST(NamedServer, TellsAMessageAsNameColonText) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Ann", "hello")), "Ann: hello");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Ann", "Bob: hi")), "Ann: Bob: hi");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Server", "news")), "Server: news");
}

TEST(NamedServer, WritesADotForEachColonInTheSendersName) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "192.0.2.7:5555", "a:b")),
            "192.0.2.7.5555: a:b");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "[2001:db8::1]:5555", "hi")),
            "[2001.db8..1].5555: hi");
}

TEST(NamedServer, TellsWhoCameAndWhoLeftInAnyWay) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::joined, "Ann")),
            "Ann has joined the chat room.");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left, "Ann")),
            "Ann has left the chat room.");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left_unexpectedly, "Ann")),
            "Ann has left the chat room.");
}

TEST(NamedServer, TellsNoticesWithoutAColon) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::joined, "[::1]:5555")),
            "[..1].5555 has joined the chat room.");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left, "a:b")),
            "a.b has left the chat room.");
}

// ------------------------------------------------------------------------------ the client's voice

TEST(NamedClient, SendsItsNameAndPutsItBeforeEachMessage) {
  EXPECT_EQ(protocol.encode_join("Ann"), "Ann");
  EXPECT_EQ(protocol.encode_message("Ann", "hello"), "Ann: hello");
}

TEST(NamedClient, LeavesByQWhichIsSentAsQQuit) {
  EXPECT_EQ(protocol.leave_word(), "q");
  EXPECT_EQ(protocol.encode_leave("Ann"), "q:quit");
}

TEST(NamedClient, LeavesTimeAfterItsNameAndAfterEachMessage) {
  EXPECT_EQ(protocol.pacing().after_join, 250);
  EXPECT_EQ(protocol.pacing().after_message, 50);
}

TEST(NamedClient, IsUnderstoodByTheServer) {
  EXPECT_EQ(
      requests({protocol.encode_join("a:\xC3\x89"), protocol.encode_message("a:\xC3\x89", "a b\tc"),
                protocol.encode_message("a:\xC3\x89", " Bob: hi"),
                protocol.encode_leave("a:\xC3\x89")}),
      (Lines{"join a:\xC3\x89", "say a b\tc", "say  Bob: hi", "leave"}));
}

// -------------------------------------------------------------------------------- the client's ear

TEST(NamedClient, SplitsAChunkAtItsFirstColon) {
  EXPECT_EQ(replies({"Ann: hello", "Bob: Ann: hi"}), (Lines{"Ann > hello", "Bob > Ann: hi"}));
}

TEST(NamedClient, TakesOneSpaceOffAfterTheColon) {
  EXPECT_EQ(replies({"Ann:hello", "Ann:  hello ", "Ann: ", "Ann:"}),
            (Lines{"Ann > hello", "Ann >  hello ", "Ann > ", "Ann > "}));
}

TEST(NamedClient, AttributesAChunkThatIsNeitherAMessageNorANoticeToNobody) {
  EXPECT_EQ(replies({"Ann has joined the chat room.", "hello", "Ann has joined the chat room"}),
            (Lines{"Server > Ann has joined the chat room.", "unattributed: hello",
                   "unattributed: Ann has joined the chat room"}));
}

TEST(NamedClient, RecognisesEachRefusal) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    const std::string reason(refusal_text(refusal));
    EXPECT_EQ(replies({protocol.encode_refusal(reason)}), Lines{"refused: " + reason});
  }
}

// A member's long message may end in a chunk that says just this.
TEST(NamedClient, TakesARefusalsWordsForATextAfterTheFirstChunk) {
  EXPECT_EQ(replies({"Ann: The server is full", "You are banned from this chat"}),
            (Lines{"Ann > The server is full", "unattributed: You are banned from this chat"}));
}

TEST(NamedClient, HearsTheNameAndTheTextThatTheServerTold) {
  const std::vector<Event> events = {
      event_of(Event::Kind::said, "Ann", "hello"),
      event_of(Event::Kind::said, "Ann Lee", " Bob: hi "),
      event_of(Event::Kind::said, "\xF0\x9F\x99\x82", "\tcaf\xC3\xA9"),
      event_of(Event::Kind::said, "Server", std::string(70000, 'x')),
  };
  for (const Event& event : events) {
    EXPECT_EQ(replies({protocol.encode_event(event)}), Lines{event.name + " > " + event.text});
  }
}

TEST(NamedClient, HearsAnAddressWithDotsForItsColons) {
  EXPECT_EQ(replies({protocol.encode_event(event_of(Event::Kind::said, "[::1]:5555", "a:b"))}),
            Lines{"[..1].5555 > a:b"});
}

TEST(NamedClient, HearsNoticesFromServer) {
  for (const Event::Kind kind :
       {Event::Kind::joined, Event::Kind::left, Event::Kind::left_unexpectedly}) {
    const std::string notice = protocol.encode_event(event_of(kind, "192.0.2.7:5555"));
    EXPECT_EQ(replies({notice}), Lines{"Server > " + notice});
  }
}

}  // namespace
}  // namespace chatlab::named_test
