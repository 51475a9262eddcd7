#include "apps/protocols/protocol.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/room.hpp"
#include "apps/protocols/framed.hpp"

namespace chatlab::protocol_test {
namespace {

// Framed, and counts how often it is asked to encode an event.
class CountingProtocol : public FramedProtocol {
 public:
  std::string encode_event(const Event& event) const override {
    ++encodings;
    return FramedProtocol::encode_event(event);
  }

  mutable int encodings = 0;
};

Event make_event(std::uint64_t number, std::string text) {
  Event event;
  event.name = "Ann";
  event.text = std::move(text);
  event.number = number;
  return event;
}

TEST(Protocol, KnowsEveryReasonForARefusal) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    EXPECT_TRUE(is_refusal(refusal_text(refusal))) << refusal_text(refusal);
  }
}

TEST(Protocol, TakesNothingElseForARefusal) {
  for (const char* text :
       {"", "Username already taken", "username already taken!", " The server is full",
        "The server is full\n", "Welcome to the server,Thanks for connecting!!"}) {
    EXPECT_FALSE(is_refusal(text)) << text;
  }
}

// The lines that `bytes` are taken apart into, and what is left in the end.
std::vector<std::string> lines_in(std::string_view bytes, int count) {
  std::vector<std::string> lines;
  for (int i = 0; i < count; ++i) lines.emplace_back(take_line(bytes));
  lines.emplace_back(bytes);
  return lines;
}

TEST(Protocol, TakesTheFirstLineOffBytes) {
  EXPECT_EQ(lines_in("one\ntwo", 1), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(lines_in("one\ntwo", 2), (std::vector<std::string>{"one", "two", ""}));
  EXPECT_EQ(lines_in("one\n", 1), (std::vector<std::string>{"one", ""}));
  EXPECT_EQ(lines_in("\n\n", 1), (std::vector<std::string>{"", "\n"}));
  EXPECT_EQ(lines_in("", 1), (std::vector<std::string>{"", ""}));
}

TEST(Protocol, TakesOneCarriageReturnAtTheEndOfALineForAPartOfItsEnd) {
  EXPECT_EQ(lines_in("a\rb\r\r\nc\r", 1), (std::vector<std::string>{"a\rb\r", "c\r"}));
  EXPECT_EQ(lines_in("one\r", 1), (std::vector<std::string>{"one", ""}));
}

TEST(Protocol, SaysHowLongAMessageMayBe) {
  EXPECT_EQ(too_long_text(101, 100), "Message too long: 101 bytes, at most 100 are accepted");
}

TEST(SharedEncoding, EncodesAnEventOnceHoweverManyMembersGetIt) {
  const CountingProtocol protocol;
  SharedEncoding encoding(protocol);
  const Event event = make_event(1, "hello");
  for (int member = 0; member < 3; ++member) {
    EXPECT_EQ(encoding.of(event), "3         Ann5         hello");
  }
  EXPECT_EQ(protocol.encodings, 1);
}

TEST(SharedEncoding, EncodesEachEventAnew) {
  const CountingProtocol protocol;
  SharedEncoding encoding(protocol);
  for (const Event& event : {make_event(1, "one"), make_event(2, "two"), make_event(9, "three")}) {
    EXPECT_EQ(encoding.of(event), protocol.FramedProtocol::encode_event(event));
    EXPECT_EQ(encoding.of(event), protocol.FramedProtocol::encode_event(event));
  }
  EXPECT_EQ(protocol.encodings, 3);
}

}  // namespace
}  // namespace chatlab::protocol_test
