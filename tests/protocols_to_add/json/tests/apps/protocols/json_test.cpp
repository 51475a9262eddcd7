#include "apps/protocols/json.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::json_test {
namespace {

const std::string join = "{\"type\":\"join\",\"name\":\"Ann\"}\n";
const std::string welcome = "{\"type\":\"welcome\",\"text\":\"hi\"}\n";

Lines requests(const std::vector<std::string_view>& pieces, std::size_t max_message = 1000) {
  return requests_in(*JsonProtocol().make_request_decoder(max_message), pieces);
}

// What the server finds after the join.
Lines later_requests(const std::string& line, std::size_t max_message = 1000) {
  return after("join Ann", requests({join, line}, max_message));
}

Lines replies(const std::vector<std::string_view>& pieces) {
  return replies_in(*JsonProtocol().make_reply_decoder(), pieces);
}

Lines later_replies(const std::string& line) {
  return after("welcome: hi", replies({welcome, line}));
}

// -------------------------------------------------------------------------- heard by the server

TEST(Json, FindsTheMembersOfAMessageInAnyOrder) {
  EXPECT_EQ(requests({"{\"name\":\"Ann\",\"type\":\"join\"}\n"}), Lines{"join Ann"});
  EXPECT_EQ(later_requests("{ \"text\" : \"hi\", \"type\" : \"say\" }\r\n"), Lines{"say hi"});
}

TEST(Json, IgnoresMembersThatItDoesNotKnow) {
  EXPECT_EQ(later_requests("{\"type\":\"say\",\"to\":\"Bob\",\"text\":\"hi\"}\n"), Lines{"say hi"});
}

TEST(Json, IgnoresBlankLines) {
  EXPECT_EQ(requests({"\n\r\n \t\n", join, "\n"}), Lines{"join Ann"});
}

TEST(Json, KeepsALineThatIsNotComplete) {
  const auto decoder = JsonProtocol().make_request_decoder(1000);
  EXPECT_EQ(requests_in(*decoder, {join, "{\"type\":\"leave\"}"}), Lines{"join Ann"});
  EXPECT_EQ(decoder->unfinished(), "inside a line: 16 bytes");
  decoder->end();
  Request request;
  EXPECT_FALSE(decoder->next(request)) << "the end of the stream finishes no line";
}

TEST(Json, RefusesAFirstMessageThatIsNoJoin) {
  const Lines expected = {"malformed: Malformed message: a join with a name comes first"};
  EXPECT_EQ(requests({"{\"type\":\"say\",\"text\":\"hi\"}\n", join}), expected);
  EXPECT_EQ(requests({"{\"type\":\"join\"}\n", join}), expected);
  EXPECT_EQ(requests({"{\"name\":\"Ann\"}\n", join}), expected);
  EXPECT_EQ(requests({"{}\n", join}), expected);
}

TEST(Json, RefusesASecondJoinAndUnknownTypes) {
  const Lines expected = {"malformed: Malformed message: this is neither a say nor a leave"};
  EXPECT_EQ(later_requests(join + join), expected);
  EXPECT_EQ(later_requests("{\"type\":\"Say\",\"text\":\"hi\"}\n" + join), expected);
  EXPECT_EQ(later_requests("{\"text\":\"hi\"}\n" + join), expected);
}

TEST(Json, RefusesASayWithoutAText) {
  EXPECT_EQ(later_requests("{\"type\":\"say\"}\n" + join),
            Lines{"malformed: Malformed message: a say needs a text"});
}

TEST(Json, ReadsNothingAfterAMalformedMessage) {
  EXPECT_EQ(later_requests("hello\n{\"type\":\"leave\"}\n"),
            Lines{"malformed: Malformed message: { was expected, at byte 1"});
}

// ----------------------------------------------------------------------------------- the limits

TEST(Json, CountsTheBytesOfATextWithoutItsEscapes) {
  const std::string start = "{\"type\":\"say\",\"text\":\"";
  const std::string tab = "\\u0009";
  EXPECT_EQ(later_requests(start + tab + tab + tab + tab + "\"}\n", 4), Lines{"say \t\t\t\t"});
  EXPECT_EQ(later_requests(start + tab + tab + tab + tab + "x\"}\n", 4),
            Lines{"malformed: Message too long: at most 4 bytes are accepted"});
  EXPECT_EQ(later_requests(start + "\\u20ac\"}\n", 3), Lines{"say \xe2\x82\xac"});
  EXPECT_EQ(later_requests(start + "\\u20ac\"}\n", 2),
            Lines{"malformed: Message too long: at most 2 bytes are accepted"});
}

TEST(Json, AcceptsALineOfSixTimesTheLimitAnd64BytesAndNoMore) {
  std::string line = "{\"type\":\"say\",\"text\":\"x\"}";
  line.append(6 * 10 + 64 - line.size(), ' ');
  EXPECT_EQ(later_requests(line + "\n", 10), Lines{"say x"});
  const Lines refused = {"malformed: Message too long: at most 10 bytes are accepted"};
  EXPECT_EQ(later_requests(line + " \n", 10), refused);
  EXPECT_EQ(later_requests(line + " ", 10), refused) << "complete or not";
}

TEST(Json, AcceptsAFirstLineOf1024Bytes) {
  const std::string first = join.substr(0, join.size() - 1);
  const std::string padding(1024 - first.size(), ' ');
  EXPECT_EQ(requests({first + padding + "\n"}), Lines{"join Ann"});
  EXPECT_EQ(requests({first + padding + " "}), Lines{"malformed: Username not allowed"});
}

// -------------------------------------------------------------------------- heard by the client

TEST(Json, ShowsTheReasonForARefusal) {
  EXPECT_EQ(replies({"{\"type\":\"refused\",\"text\":\"any reason\"}\n"}),
            Lines{"refused: any reason"});
}

TEST(Json, KeepsTextThatLooksLikeAMessage) {
  EXPECT_EQ(later_replies("{\"type\":\"said\",\"name\":\"Server\\\",\\\"text\\\":\\\"\","
                          "\"text\":\"}\\n{\\\"type\\\":\\\"left\\\"}\"}\n"),
            Lines{"Server\",\"text\":\" > }\n{\"type\":\"left\"}"});
}

TEST(Json, GivesUpOnAServerThatDoesNotAnswerFirst) {
  const Lines expected = {"malformed: Malformed message: a welcome or a refusal comes first"};
  EXPECT_EQ(replies({"{\"type\":\"said\",\"name\":\"Bob\",\"text\":\"hi\"}\n", welcome}), expected);
  EXPECT_EQ(replies({"{\"type\":\"welcome\"}\n", welcome}), expected);
}

TEST(Json, GivesUpOnAServerThatAnswersTwice) {
  EXPECT_EQ(later_replies("{\"type\":\"refused\",\"text\":\"x\",\"name\":\"y\"}\n" + welcome),
            Lines{"malformed: Malformed message: its type is unknown"});
}

TEST(Json, GivesUpOnAMessageThatLacksAMember) {
  EXPECT_EQ(later_replies("{\"type\":\"joined\"}\n" + welcome),
            Lines{"malformed: Malformed message: a name is missing"});
  EXPECT_EQ(later_replies("{\"type\":\"said\",\"name\":\"Bob\"}\n" + welcome),
            Lines{"malformed: Malformed message: a text is missing"});
}

// ---------------------------------------------------------------------- written by the client

TEST(Json, IsWrittenInUtf8WhateverWasTyped) {
  EXPECT_EQ(JsonProtocol().encode_message("Ann", "a\xff"),
            "{\"type\":\"say\",\"text\":\"a\xef\xbf\xbd\"}\n");
}

}  // namespace
}  // namespace chatlab::json_test
