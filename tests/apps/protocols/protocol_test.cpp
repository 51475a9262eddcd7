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

TEST(Protocol, SaysHowLongAMessageMayBe) {
  EXPECT_EQ(too_long_text(100), "Message too long: at most 100 bytes are accepted");
}

TEST(Protocol, TakesTheFirstReplyForARefusalOrAWelcome) {
  EXPECT_EQ(first_answer("The server is full").kind, Reply::Kind::refused);
  EXPECT_EQ(first_answer("hello").kind, Reply::Kind::welcome);
  EXPECT_EQ(first_answer("hello").text, "hello");
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
