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

// What a server decodes if its limit is 100 bytes per message.
Lines requests(const std::vector<std::string_view>& pieces) {
  return requests_in(*protocol.make_request_decoder(max_message), pieces);
}

// What it decodes after Ann has joined.
Lines later_requests(std::string_view bytes) {
  return after("join Ann", requests({"3         Ann", bytes}));
}

// What a client decodes.
Lines replies(const std::vector<std::string_view>& pieces) {
  return replies_in(*protocol.make_reply_decoder(), pieces);
}

constexpr std::string_view welcome = "45        Welcome to the server,Thanks for connecting!!";

// What it decodes after the welcome.
Lines later_replies(std::string_view bytes) {
  return after("welcome: Welcome to the server,Thanks for connecting!!", replies({welcome, bytes}));
}

const std::string malformed_header = "malformed: Malformed message: its header is no length";

// ------------------------------------------------------------------------- decoded by the server

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

TEST(FramedServer, KeepsLaterMessagesUntilNextIsCalled) {
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

TEST(FramedServer, DecodesNothingAfterAMalformedHeader) {
  EXPECT_EQ(requests({"3         Ann", "          2         ok", "2         ok"}),
            (Lines{"join Ann", malformed_header}));
}

TEST(FramedServer, AcceptsAMessageOfTheLongestLength) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(later_requests("100       " + text), Lines{"say " + text});
}

TEST(FramedServer, RefusesALongerMessageByItsHeaderAlone) {
  EXPECT_EQ(later_requests("101       "),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
}

TEST(FramedServer, RefusesTheGreatestLengthThatAHeaderCanHold) {
  EXPECT_EQ(later_requests("9999999999"),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
  // 2 to the power of 32, and 5: the same as 5 in 32 bits.
  EXPECT_EQ(later_requests("4294967301hello"),
            Lines{"malformed: Message too long: at most 100 bytes are accepted"});
}

TEST(FramedServer, AppliesALimitOfItsOwnToTheName) {
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

TEST(FramedServer, ReadsAnythingButExactlyExitAtMeAsAMessage) {
  for (const char* text :
       {"exit@me ", " exit@me", "Exit@me", "exit@me\n", "exit@m", "bye", "/quit"}) {
    const std::string header = std::to_string(std::string(text).size()) + "         ";
    EXPECT_EQ(later_requests(header + text), Lines{std::string("say ") + text});
  }
}

TEST(FramedServer, ReadsExitAtMeInTheFirstFrameAsAName) {
  EXPECT_EQ(requests({"7         exit@me"}), Lines{"join exit@me"});
}

TEST(FramedServer, IgnoresAnUnfinishedFrameAtTheEndOfTheStream) {
  const auto decoder = protocol.make_request_decoder(max_message);
  EXPECT_EQ(requests_in(*decoder, {"3         Ann5         hel"}), Lines{"join Ann"});
  decoder->end();
  Request request;
  EXPECT_FALSE(decoder->next(request));
}

// ------------------------------------------------------------------------- decoded by the client

TEST(FramedClient, ReadsTheFirstFrameAsTheWelcome) {
  EXPECT_EQ(replies({welcome}), Lines{"welcome: Welcome to the server,Thanks for connecting!!"});
  EXPECT_EQ(replies({"2         hi"}), Lines{"welcome: hi"}) << "of another server";
}

TEST(FramedClient, ReadsTheWordsOfARefusalAsAMessageAfterTheWelcome) {
  EXPECT_EQ(later_replies("3         Ann18        The server is full"),
            Lines{"Ann > The server is full"});
}

TEST(FramedClient, KeepsSendersAndTextsInPairsIfTextsAreEmpty) {
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

TEST(FramedClient, DecodesNothingAfterAMalformedHeader) {
  EXPECT_EQ(replies({"ten letter"}), Lines{malformed_header});
  EXPECT_EQ(later_replies("3         Annten letter3         Bob2         hi"),
            Lines{malformed_header});
}

TEST(FramedClient, AcceptsAMessageOfMegabytesButHasALimit) {
  const std::string text(5'000'000, 'x');
  EXPECT_EQ(later_replies("3         Ann5000000   " + text), Lines{"Ann > " + text});
  EXPECT_EQ(later_replies("9999999999").at(0).substr(0, 27), "malformed: Message too long");
}

TEST(FramedClient, SaysHowMuchOfAMessageIsUnfinished) {
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
