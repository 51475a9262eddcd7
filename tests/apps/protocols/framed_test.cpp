#include "apps/protocols/framed.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/room.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::framed_test {
namespace {

const FramedProtocol protocol;

constexpr std::size_t max_message = 100;

// What a server understands that has a limit of 100 bytes a message.
Lines requests(const std::vector<std::string_view>& pieces) {
  return requests_in(*protocol.make_request_decoder(max_message), pieces);
}

// The same after Ann has joined.
Lines later_requests(std::string_view bytes) {
  return after("join Ann", requests({"3         Ann", bytes}));
}

// What a client understands.
Lines replies(const std::vector<std::string_view>& pieces) {
  return replies_in(*protocol.make_reply_decoder(), pieces);
}

constexpr std::string_view welcome = "45        Welcome to the server,Thanks for connecting!!";

// The same after the welcome.
Lines later_replies(std::string_view bytes) {
  return after("welcome: Welcome to the server,Thanks for connecting!!", replies({welcome, bytes}));
}

const std::string malformed_header = "malformed: Malformed message: its header is no length";

TEST(Framed, IsCalledFramedAndLivesAtTcpPort3000) {
  EXPECT_EQ(protocol.name(), "framed");
  EXPECT_EQ(protocol.transport(), Transport::tcp);
  EXPECT_EQ(protocol.default_port(), 3000);
}

// -------------------------------------------------------------------------------- the server's ear

TEST(FramedServer, TakesTheFirstFrameForTheNameAndLaterOnesForMessages) {
  EXPECT_EQ(requests({"3         Ann", "5         hello", "3         Bob"}),
            (Lines{"join Ann", "say hello", "say Bob"}));
}

TEST(FramedServer, FindsManyFramesInOnePiece) {
  EXPECT_EQ(requests({"3         Ann5         hello7         exit@me"}),
            (Lines{"join Ann", "say hello", "leave"}));
}

TEST(FramedServer, FindsTheFramesInAStreamThatComesByteByByte) {
  EXPECT_EQ(requests(byte_by_byte("3         Ann5         hello7         exit@me")),
            (Lines{"join Ann", "say hello", "leave"}));
}

TEST(FramedServer, FindsTheSameFramesHoweverTheStreamIsCut) {
  const std::string stream =
      "3         Ann"
      "         0"
      "  5       hello"
      "12        123456789 12"
      "7         exit@me"
      "2         ok"
      "x         ";
  const Lines expected = {"join Ann", "say hello", "say 123456789 12",
                          "leave",    "say ok",    malformed_header};
  for (const auto& pieces : all_cuts_in_three(stream)) {
    ASSERT_EQ(requests(pieces), expected)
        << "cut after " << pieces[0].size() << " and " << pieces[0].size() + pieces[1].size();
  }
}

TEST(FramedServer, WaitsForTheLastByteOfAFrame) {
  EXPECT_EQ(requests({"3"}), Lines{});
  EXPECT_EQ(requests({"3         "}), Lines{});
  EXPECT_EQ(requests({"3         An"}), Lines{});
  EXPECT_EQ(requests({"3         An", "n"}), Lines{"join Ann"});
}

TEST(FramedServer, KeepsWhatFollowsUntilItIsAskedForIt) {
  const auto decoder = protocol.make_request_decoder(max_message);
  decoder->feed("3         Ann5         hel");
  decoder->feed("lo");
  Request request;
  ASSERT_TRUE(decoder->next(request));
  EXPECT_EQ(line_of(request), "join Ann");
  decoder->feed("2         ok");
  ASSERT_TRUE(decoder->next(request));
  EXPECT_EQ(line_of(request), "say hello");
  ASSERT_TRUE(decoder->next(request));
  EXPECT_EQ(line_of(request), "say ok");
  EXPECT_FALSE(decoder->next(request));
}

TEST(FramedServer, AcceptsSpacesOnEitherSideOfTheDigits) {
  for (const char* header :
       {"5         ", "         5", "    5     ", "0000000005", " 05       "}) {
    EXPECT_EQ(later_requests(header + std::string("hello")), Lines{"say hello"}) << header;
  }
}

TEST(FramedServer, AcceptsNothingButDigitsAndSpacesInAHeader) {
  for (const char* header :
       {"hello wor!", "          ", "+5        ", "-5        ", "5 5       ", "5\t        ",
        "\t5        ", "5\n        ", "5.0       ", "0x5       ", "5,        ",
        "5:        ", "         /", "1e1       "}) {
    EXPECT_EQ(later_requests(header + std::string("hello")), Lines{malformed_header}) << header;
  }
  EXPECT_EQ(later_requests(std::string_view("5\0        hello", 15)), Lines{malformed_header});
}

TEST(FramedServer, UnderstandsNothingMoreAfterAMalformedHeader) {
  EXPECT_EQ(requests({"3         Ann", "          2         ok", "2         ok"}),
            (Lines{"join Ann", malformed_header}));
}

TEST(FramedServer, FindsAHeaderMalformedInTheFirstFrame) {
  EXPECT_EQ(requests({"GET / HTTP/1.1\r\n"}), Lines{malformed_header});
}

TEST(FramedServer, TakesAMessageOfTheLongestLength) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(later_requests("100       " + text), Lines{"say " + text});
}

TEST(FramedServer, RefusesALongerMessageByItsHeaderAlone) {
  EXPECT_EQ(later_requests("101       "),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
}

TEST(FramedServer, RefusesTheLongestLengthAHeaderCanTell) {
  EXPECT_EQ(later_requests("9999999999"),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
  // 2 to the 32nd and 5: what 32 bits would take for 5.
  EXPECT_EQ(later_requests("4294967301hello"),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
}

TEST(FramedServer, HoldsTheNameToALimitOfItsOwn) {
  const std::string name(1024, 'x');
  EXPECT_EQ(requests({"1024      " + name}), Lines{"join " + name});
  EXPECT_EQ(requests({"1025      ", "2         ok"}), Lines{"malformed: Username not allowed"});
}

TEST(FramedServer, SaysHowMuchOfAFrameIsUnfinished) {
  const auto decoder = protocol.make_request_decoder(max_message);
  EXPECT_EQ(requests_in(*decoder, {"3         Ann5         he"}), Lines{"join Ann"});
  EXPECT_EQ(decoder->unfinished(), "inside a frame: 2 of 5 bytes");
}

TEST(FramedServer, IgnoresEmptyFrames) {
  EXPECT_EQ(later_requests("0                  0    0     00000000002         ok"),
            Lines{"say ok"});
}

TEST(FramedServer, IgnoresEmptyFramesBeforeTheName) {
  EXPECT_EQ(requests({"0         3         Ann2         ok"}), (Lines{"join Ann", "say ok"}));
}

TEST(FramedServer, TakesExitAtMeForLeaving) {
  EXPECT_EQ(later_requests("7         exit@me"), Lines{"leave"});
}

TEST(FramedServer, TakesWhatIsNotExactlyExitAtMeForAMessage) {
  for (const char* text :
       {"exit@me ", " exit@me", "Exit@me", "exit@me\n", "exit@m", "bye", "/quit"}) {
    const std::string header = std::to_string(std::string(text).size()) + "         ";
    EXPECT_EQ(later_requests(header + text), Lines{std::string("say ") + text});
  }
}

TEST(FramedServer, TakesExitAtMeInTheFirstFrameForAName) {
  EXPECT_EQ(requests({"7         exit@me"}), Lines{"join exit@me"});
}

TEST(FramedServer, PassesInvalidUtf8AndControlCharactersOnToTheRoom) {
  EXPECT_EQ(later_requests("5         \xFF\xC3(\33\r"), Lines{"say \xFF\xC3(\33\r"});
  EXPECT_EQ(later_requests(std::string_view("3         a\0b", 13)),
            Lines{"say " + std::string("a\0b", 3)});
}

TEST(FramedServer, IgnoresAnUnfinishedFrameAtTheEndOfTheStream) {
  const auto decoder = protocol.make_request_decoder(max_message);
  EXPECT_EQ(requests_in(*decoder, {"3         Ann5         hel"}), Lines{"join Ann"});
  decoder->end();
  Request request;
  EXPECT_FALSE(decoder->next(request));
}

// ------------------------------------------------------------------------------ the server's voice

TEST(FramedServer, WelcomesInOneFrame) {
  EXPECT_EQ(protocol.encode_welcome(), welcome);
}

TEST(FramedServer, RefusesInOneFrame) {
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::name_taken)),
            "23        Username already taken!");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::name_not_allowed)),
            "20        Username not allowed");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::banned)),
            "29        You are banned from this chat");
  EXPECT_EQ(protocol.encode_refusal(refusal_text(Refusal::room_full)),
            "18        The server is full");
}

TEST(FramedServer, TellsAMessageInTwoFramesSenderAndText) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Ann", "hello")),
            "3         Ann5         hello");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "Server", "news")),
            "6         Server4         news");
}

TEST(FramedServer, CountsBytesAndNotCharacters) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "\xC3\x89va", "\xE2\x82\xAC")),
            "4         \xC3\x89va3         \xE2\x82\xAC");
}

TEST(FramedServer, TellsNoticesAsMessagesFromServer) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::joined, "Ann")),
            "6         Server27        Ann joined the conversation");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left, "Ann")),
            "6         Server25        Ann left the conversation");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::left_unexpectedly, "Ann")),
            "6         Server38        Ann left the conversation unexpectedly");
}

// ------------------------------------------------------------------------------ the client's voice

TEST(FramedClient, SendsItsNameAndEachMessageInOneFrame) {
  EXPECT_EQ(protocol.encode_join("Ann"), "3         Ann");
  EXPECT_EQ(protocol.encode_message("Ann", "hello"), "5         hello");
}

TEST(FramedClient, LeavesByExitAtMe) {
  EXPECT_EQ(protocol.leave_word(), "exit@me");
  EXPECT_EQ(protocol.encode_leave("Ann"), "7         exit@me");
}

TEST(FramedClient, IsUnderstoodByTheServer) {
  EXPECT_EQ(requests({protocol.encode_join("\xC3\x89va"), protocol.encode_message("", "a b\tc"),
                      protocol.encode_leave("")}),
            (Lines{"join \xC3\x89va", "say a b\tc", "leave"}));
}

// -------------------------------------------------------------------------------- the client's ear

TEST(FramedClient, TakesTheFirstFrameForTheWelcome) {
  EXPECT_EQ(replies({welcome}), Lines{"welcome: Welcome to the server,Thanks for connecting!!"});
  EXPECT_EQ(replies({"2         hi"}), Lines{"welcome: hi"}) << "of another server";
}

TEST(FramedClient, RecognisesEachRefusal) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    const std::string reason(refusal_text(refusal));
    EXPECT_EQ(replies({protocol.encode_refusal(reason)}), Lines{"refused: " + reason});
  }
}

TEST(FramedClient, TakesLaterFramesInPairs) {
  EXPECT_EQ(later_replies("3         Ann5         hello3         Bob2         hi"),
            (Lines{"Ann > hello", "Bob > hi"}));
}

TEST(FramedClient, WaitsForTheTextAfterTheSender) {
  EXPECT_EQ(later_replies("3         Ann"), Lines{});
  EXPECT_EQ(later_replies("3         Ann5         hell"), Lines{});
}

TEST(FramedClient, TakesARefusalsWordsForAMessageAfterTheWelcome) {
  EXPECT_EQ(later_replies("3         Ann18        The server is full"),
            Lines{"Ann > The server is full"});
}

TEST(FramedClient, StaysInStepThroughEmptyTexts) {
  EXPECT_EQ(later_replies("3         Ann0         3         Bob2         hi"),
            (Lines{"Ann > ", "Bob > hi"}));
  EXPECT_EQ(later_replies("0         2         hi3         Bob2         ho"),
            (Lines{" > hi", "Bob > ho"}));
}

TEST(FramedClient, FindsTheSameRepliesHoweverTheStreamIsCut) {
  const std::string stream = std::string(welcome) +
                             "3         Ann"
                             "         5hello"
                             "3         Bob"
                             "0         "
                             "6         Server"
                             "4         news";
  const Lines expected = {"welcome: Welcome to the server,Thanks for connecting!!", "Ann > hello",
                          "Bob > ", "Server > news"};
  EXPECT_EQ(replies(byte_by_byte(stream)), expected);
  for (const auto& pieces : all_cuts_in_three(stream)) {
    ASSERT_EQ(replies(pieces), expected)
        << "cut after " << pieces[0].size() << " and " << pieces[0].size() + pieces[1].size();
  }
}

TEST(FramedClient, UnderstandsNothingMoreAfterAMalformedHeader) {
  EXPECT_EQ(replies({"ten letter"}), Lines{malformed_header});
  EXPECT_EQ(later_replies("3         Annten letter3         Bob2         hi"),
            Lines{malformed_header});
}

TEST(FramedClient, TakesAMessageOfMegabytesButNotWithoutLimit) {
  const std::string text(5'000'000, 'x');
  EXPECT_EQ(later_replies("3         Ann5000000   " + text), Lines{"Ann > " + text});
  EXPECT_EQ(later_replies("9999999999").at(0).substr(0, 27), "malformed: Message too long");
}

TEST(FramedClient, HearsTheNameAndTheTextThatTheServerTold) {
  const std::vector<Event> events = {
      event_of(Event::Kind::said, "Ann", "hello"),
      event_of(Event::Kind::said, "\xF0\x9F\x99\x82", "\tcaf\xC3\xA9 5         x"),
      event_of(Event::Kind::said, "[::1]:5555", std::string(70000, 'x')),
      event_of(Event::Kind::said, "Server", "news"),
  };
  for (const Event& event : events) {
    EXPECT_EQ(later_replies(protocol.encode_event(event)), Lines{event.name + " > " + event.text});
  }
}

TEST(FramedClient, HearsNoticesFromServer) {
  for (const Event::Kind kind :
       {Event::Kind::joined, Event::Kind::left, Event::Kind::left_unexpectedly}) {
    const Event event = event_of(kind, "Ann");
    EXPECT_EQ(later_replies(protocol.encode_event(event)),
              Lines{"Server > " + notice_text(event.kind, event.name)});
  }
}

TEST(FramedClient, SaysWhatOfAMessageIsUnfinished) {
  const auto decoder = protocol.make_reply_decoder();
  replies_in(*decoder, {"7         Welcome3         Bob"});
  EXPECT_EQ(decoder->unfinished(), "between a sender and its text");
  replies_in(*decoder, {"5         he"});
  EXPECT_EQ(decoder->unfinished(), "inside a frame: 2 of 5 bytes");
  replies_in(*decoder, {"llo"});
  EXPECT_EQ(decoder->unfinished(), "");
}

}  // namespace
}  // namespace chatlab::framed_test
