#include "apps/protocols/protocol.hpp"

#include <gtest/gtest.h>

#include "apps/chat/room.hpp"

namespace chatlab::protocol_test {
namespace {

TEST(Protocol, KnowsEveryReasonForARefusal) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    EXPECT_TRUE(is_refusal(refusal_text(refusal))) << refusal_text(refusal);
  }
}

TEST(Protocol, ReadsNothingElseAsARefusal) {
  for (const char* text :
       {"", "Username already taken", "username already taken!", " The server is full",
        "The server is full\n", "Welcome to the server,Thanks for connecting!!"}) {
    EXPECT_FALSE(is_refusal(text)) << text;
  }
}

TEST(Protocol, SaysHowLongAMessageMayBe) {
  EXPECT_EQ(too_long_text(100), "Message too long: at most 100 bytes are accepted");
}

TEST(Protocol, ReadsTheFirstReplyAsARefusalOrAWelcome) {
  EXPECT_EQ(first_answer("The server is full").kind, Reply::Kind::refused);
  EXPECT_EQ(first_answer("hello").kind, Reply::Kind::welcome);
  EXPECT_EQ(first_answer("hello").text, "hello");
}

}  // namespace
}  // namespace chatlab::protocol_test
