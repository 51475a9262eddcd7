#include "apps/protocols/protocol.hpp"

#include <gtest/gtest.h>

#include "apps/chat/room.hpp"

namespace chatlab::protocol_test {
namespace {

TEST(Protocol, ReadsNothingElseAsARefusal) {
  for (const char* text :
       {"", "Username already taken", "username already taken!", " The server is full",
        "The server is full\n", "Welcome to the server,Thanks for connecting!!"}) {
    EXPECT_FALSE(is_refusal(text)) << text;
  }
}

TEST(Protocol, ReadsTheFirstReplyAsARefusalOrAWelcome) {
  EXPECT_EQ(first_answer("The server is full").kind, Reply::Kind::refused);
  EXPECT_EQ(first_answer("hello").kind, Reply::Kind::welcome);
  EXPECT_EQ(first_answer("hello").text, "hello");
}

}  // namespace
}  // namespace chatlab::protocol_test
