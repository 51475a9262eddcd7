#include "apps/protocols/line.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/room.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::line_test {
namespace {

const LineProtocol protocol;

constexpr std::size_t max_message = 100;

// What a server decodes if its limit is 100 bytes per message.
Lines requests(const std::vector<std::string_view>& pieces) {
  return requests_in(*protocol.make_request_decoder(max_message), pieces);
}

// What it decodes after Ann has joined.
Lines later_requests(std::string_view bytes) {
  return after("join Ann", requests({"Ann", bytes}));
}

// What it decodes after Ann has joined if the stream ends behind `bytes`.
Lines last_requests(std::string_view bytes) {
  const auto decoder = protocol.make_request_decoder(max_message);
  Lines lines = after("join Ann", requests_in(*decoder, {"Ann", bytes}));
  decoder->end();
  for (Request request; decoder->next(request);) lines.push_back(line_of(request));
  return lines;
}

// What a client decodes.
Lines replies(const std::vector<std::string_view>& pieces) {
  return replies_in(*protocol.make_reply_decoder(), pieces);
}

constexpr std::string_view welcome =
    "\r..... Welcome to the chat. Enter 'bye' anytime to exit....\n\n";
const std::string welcomed = "welcome: ..... Welcome to the chat. Enter 'bye' anytime to exit....";

// What it decodes after the welcome.
Lines later_replies(std::string_view bytes) {
  return after(welcomed, replies({welcome, bytes}));
}

const std::string too_long = "malformed: Message too long: at most 100 bytes are accepted";

// ------------------------------------------------------------------------- decoded by the server

TEST(LineServer, ReadsTheFirstChunkAsTheNameIfItHasNoNewline) {
  EXPECT_EQ(requests({"Ann"}), Lines{"join Ann"});
  EXPECT_EQ(requests({"Ann", "hello\n"}), (Lines{"join Ann", "say hello"}));
}

TEST(LineServer, DropsACarriageReturnAfterTheName) {
  EXPECT_EQ(requests({"Ann\r", "hello\r\n"}), (Lines{"join Ann", "say hello"}));
}

TEST(LineServer, ReadsTheLinesAfterTheNameAsMessages) {
  EXPECT_EQ(requests({"Ann\nhello\nbye\n"}), (Lines{"join Ann", "say hello", "leave"}));
  EXPECT_EQ(requests({"Ann\nhel", "lo\n"}), (Lines{"join Ann", "say hello"}));
  EXPECT_EQ(requests({"Ann\r\nhel", "lo\r\n"}), (Lines{"join Ann", "say hello"}));
}

TEST(LineServer, ReadsNothingOfTheSecondChunkAsTheName) {
  EXPECT_EQ(requests({"An", "n\n"}), (Lines{"join An", "say n"}));
}

TEST(LineServer, KeepsTheFirstChunkApartIfNextIsCalledLater) {
  const auto decoder = protocol.make_request_decoder(max_message);
  decoder->feed("Ann");
  decoder->feed("hel");
  EXPECT_EQ(requests_in(*decoder, {"lo\n"}), (Lines{"join Ann", "say hello"}));
}

TEST(LineServer, ReadsAnEmptyFirstLineAsAnEmptyName) {
  EXPECT_EQ(requests({"\n", "Ann\n"}), (Lines{"join ", "say Ann"}));
}

TEST(LineServer, DropsOnlyTheCarriageReturnBeforeTheNewline) {
  EXPECT_EQ(later_requests("hello\r\n"), Lines{"say hello"});
  EXPECT_EQ(later_requests("a\rb\r\r\n"), Lines{"say a\rb\r"});
}

TEST(LineServer, LeavesByBye) {
  EXPECT_EQ(later_requests("bye\n"), Lines{"leave"});
  EXPECT_EQ(later_requests("bye\r\n"), Lines{"leave"});
}

TEST(LineServer, ReadsAnythingButExactlyByeAsAMessage) {
  for (const std::string text : {"bye ", " bye", "Bye", "bye!", "by", "exit@me", "q:quit"}) {
    EXPECT_EQ(later_requests(text + '\n'), Lines{"say " + text});
  }
}

TEST(LineServer, ReadsByeInTheFirstChunkAsAName) {
  EXPECT_EQ(requests({"bye"}), Lines{"join bye"});
}

TEST(LineServer, FindsTheSameMessagesAfterTheNameHoweverTheStreamIsCut) {
  const std::string stream = "hello\n\na\rb\r\n bye\nbye\r\ncaf\xC3\xA9\nunfinished";
  const Lines expected = {"join Ann", "say hello", "say ",           "say a\rb",
                          "say  bye", "leave",     "say caf\xC3\xA9"};
  std::vector<std::string_view> pieces = byte_by_byte(stream);
  pieces.insert(pieces.begin(), "Ann");
  EXPECT_EQ(requests(pieces), expected);
  for (const auto& cut : all_cuts_in_three(stream)) {
    ASSERT_EQ(requests({"Ann", cut[0], cut[1], cut[2]}), expected)
        << "cut after " << cut[0].size() << " and " << cut[0].size() + cut[1].size();
  }
}

TEST(LineServer, KeepsLaterMessagesUntilNextIsCalled) {
  const auto decoder = protocol.make_request_decoder(max_message);
  decoder->feed("Ann\none\ntwo\nthr");
  Request request;
  ASSERT_TRUE(decoder->next(request));
  EXPECT_EQ(line_of(request), "join Ann");
  ASSERT_TRUE(decoder->next(request));
  EXPECT_EQ(line_of(request), "say one");
  EXPECT_EQ(requests_in(*decoder, {"ee\n"}), (Lines{"say two", "say three"}));
}

TEST(LineServer, CompletesAnUnfinishedLastLineAtTheEndOfTheStream) {
  EXPECT_EQ(last_requests("one\ntwo"), (Lines{"say one", "say two"}));
  EXPECT_EQ(last_requests("one\r"), Lines{"say one"});
  EXPECT_EQ(last_requests("bye"), Lines{"leave"});
}

TEST(LineServer, AddsNothingToWaitingLinesAtTheEndOfTheStream) {
  const auto decoder = protocol.make_request_decoder(max_message);
  decoder->feed("Ann\none\n");
  decoder->end();
  EXPECT_EQ(requests_in(*decoder, {""}), (Lines{"join Ann", "say one"}));
}

TEST(LineServer, DoesNotCountTheCarriageReturnAtTheEndOfALine) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(later_requests(text + "\r\n"), Lines{"say " + text});
  EXPECT_EQ(requests({"Ann", text, "\r", "\n"}), (Lines{"join Ann", "say " + text}));
  EXPECT_EQ(requests({"Ann", text, "\r", "x"}), (Lines{"join Ann", too_long}));
}

TEST(LineServer, DecodesNothingAfterALineThatIsTooLong) {
  const std::string line(max_message + 1, 'x');
  EXPECT_EQ(requests({"Ann", "one\n" + line + "\ntwo\n", "three\n"}),
            (Lines{"join Ann", "say one", too_long}));
  EXPECT_EQ(last_requests(line), Lines{too_long});
}

TEST(LineServer, AppliesALimitOfItsOwnToTheName) {
  const std::string name(1024, 'x');
  EXPECT_EQ(requests({name}), Lines{"join " + name});
  EXPECT_EQ(requests({name + 'x'}), Lines{"malformed: Username not allowed"});
  EXPECT_EQ(requests({name + "x\nhello\n", "hello\n"}), Lines{"malformed: Username not allowed"});
}

TEST(LineServer, SaysHowMuchOfALineIsUnfinished) {
  const auto decoder = protocol.make_request_decoder(max_message);
  EXPECT_EQ(requests_in(*decoder, {"Ann", "one\ntwo"}), (Lines{"join Ann", "say one"}));
  EXPECT_EQ(decoder->unfinished(), "inside a line: 3 bytes");
  decoder->end();
  EXPECT_EQ(requests_in(*decoder, {""}), Lines{"say two"});
  EXPECT_EQ(decoder->unfinished(), "");
}

// ------------------------------------------------------------------------- decoded by the client

TEST(LineClient, ReadsTheFirstLineAsTheWelcome) {
  EXPECT_EQ(replies({welcome}), Lines{welcomed});
  EXPECT_EQ(replies({"\r\33[32m hi: there \33[0m\n"}), Lines{"welcome: hi: there"})
      << "of another server";
}

TEST(LineClient, ReadsTheWordsOfARefusalAsAMessageAfterTheWelcome) {
  EXPECT_EQ(later_replies("\rAnn: The server is full\n\r The server is full\n"),
            (Lines{"Ann > The server is full", "unattributed:  The server is full"}));
}

TEST(LineClient, ReadsALineAsAMessage) {
  EXPECT_EQ(later_replies("\rAnn: hello\n\rBob: hi\n"), (Lines{"Ann > hello", "Bob > hi"}));
  EXPECT_EQ(later_replies("Ann: hello\nBob: hi\r\n"), (Lines{"Ann > hello", "Bob > hi"}))
      << "without the carriage return in front";
}

TEST(LineClient, DoesNotReadALineThatOnlyResemblesANoticeAsOne) {
  EXPECT_EQ(later_replies("\r Note: it is late \n"), Lines{" Note > it is late "});
  EXPECT_EQ(later_replies("\r Ann joined the conversation\n"),
            Lines{"unattributed:  Ann joined the conversation"});
  EXPECT_EQ(later_replies("\rAnn joined the conversation \n"),
            Lines{"unattributed: Ann joined the conversation "});
  EXPECT_EQ(later_replies("\rAnn left the conversation \n"),
            Lines{"unattributed: Ann left the conversation "});
}

TEST(LineClient, DistinguishesAMessageInColoursFromANotice) {
  EXPECT_EQ(later_replies("\r\33[35m\33[1mKim: hello\33[0m\n\r\33[32mBob\33[0m: hi\n"),
            (Lines{"Kim > hello", "Bob > hi"}));
  EXPECT_EQ(later_replies("\rEve: Ann left the conversation \n"),
            Lines{"Eve > Ann left the conversation "});
}

TEST(LineClient, AttributesALineWithoutASenderToNoMember) {
  EXPECT_EQ(later_replies("\rConnection from server has been closed\n\rhttp://chat.example\n"),
            (Lines{"unattributed: Connection from server has been closed",
                   "unattributed: http://chat.example"}));
}

TEST(LineClient, RemovesColoursAndOtherSequences) {
  EXPECT_EQ(later_replies("\rAnn: \33[1;31mhe\33[mllo\33[38;5;200m there\n"),
            Lines{"Ann > hello there"});
  EXPECT_EQ(later_replies("\rAnn: a\33[2Jb\33[?25lc\33[10;20Hd\33cef\n"), Lines{"Ann > abcdef"});
}

TEST(LineClient, RemovesASequenceThatTheEndOfTheLineCutsOff) {
  for (const std::string sequence : {"\33", "\33[", "\33[1", "\33[1;31"}) {
    EXPECT_EQ(later_replies("\rAnn: hello" + sequence + "\n\rBob: hi\n"),
              (Lines{"Ann > hello", "Bob > hi"}));
  }
}

TEST(LineClient, SkipsLinesThatShowNothing) {
  EXPECT_EQ(replies({"\n\r\n\33[0m\n", welcome, "\n\r\33[31m\33[1m\r\n"}), Lines{welcomed});
}

TEST(LineClient, FindsTheSameRepliesHoweverTheStreamIsCut) {
  const std::string stream = std::string(welcome) +
                             "\rAnn: h\33[1mi\33[0m!\n"
                             "\r Bob joined the conversation \n"
                             "\r\33[31m\33[1mBob left the conversation unexpectedly\33[0m\n"
                             "\r[::1]:5: caf\xC3\xA9: x\r\n"
                             "\runfinished: x";
  const Lines expected = {welcomed, "Ann > hi!", "Server > Bob joined the conversation",
                          "Server > Bob left the conversation unexpectedly",
                          "[::1]:5 > caf\xC3\xA9: x"};
  EXPECT_EQ(replies(byte_by_byte(stream)), expected);
  for (const auto& pieces : all_cuts_in_three(stream)) {
    ASSERT_EQ(replies(pieces), expected)
        << "cut after " << pieces[0].size() << " and " << pieces[0].size() + pieces[1].size();
  }
}

TEST(LineClient, AcceptsAMessageOfMegabytesButHasALimit) {
  const std::string text(5'000'000, 'x');
  EXPECT_EQ(later_replies("\rAnn: " + text + '\n'), Lines{"Ann > " + text});
  EXPECT_EQ(later_replies(std::string(16 * 1024 * 1024 + 1, 'x')),
            Lines{"malformed: Message too long: at most 16777216 bytes are accepted"});
}

TEST(LineClient, SaysHowMuchOfALineIsUnfinished) {
  const auto decoder = protocol.make_reply_decoder();
  replies_in(*decoder, {"\rBob: hello\n\rBob"});
  EXPECT_EQ(decoder->unfinished(), "inside a line: 4 bytes");
  replies_in(*decoder, {": hi\n"});
  EXPECT_EQ(decoder->unfinished(), "");
}

}  // namespace
}  // namespace chatlab::line_test
