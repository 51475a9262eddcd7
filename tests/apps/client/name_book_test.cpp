#include "apps/client/name_book.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chatlab::name_book_test {
namespace {

using Names = std::vector<std::string>;

TEST(NameBook, KnowsTheSendersOfMessages) {
  NameBook book;
  book.note("Ann", "hello");
  book.note("Bob", "hi");
  book.note("Ann", "how are you?");
  EXPECT_EQ(book.names(), (Names{"Bob", "Ann"})) << "the last is at the end";
}

TEST(NameBook, UnderstandsTheNoticesOfEveryProtocol) {
  NameBook book;
  book.note("Server", "Ann joined the conversation");
  book.note("Server", "Bob has joined the chat room.");
  book.note("Server", "Mary Ann joined the conversation");
  EXPECT_EQ(book.names(), (Names{"Ann", "Bob", "Mary Ann"}));
  book.note("Server", "Ann left the conversation");
  book.note("Server", "Bob has left the chat room.");
  book.note("Server", "Mary Ann left the conversation unexpectedly");
  EXPECT_EQ(book.names(), Names());
}

TEST(NameBook, IgnoresAMembersTextThatLooksLikeANotice) {
  NameBook book;
  book.note("Ann", "Bob joined the conversation");
  EXPECT_EQ(book.names(), Names{"Ann"});
  book.note("Bob", "Ann left the conversation");
  EXPECT_EQ(book.names(), (Names{"Ann", "Bob"}));
}

TEST(NameBook, IgnoresTextWithoutASender) {
  NameBook book;
  book.note("", "the rest of a long message");
  book.note("Server", "news");
  EXPECT_EQ(book.names(), Names());
}

TEST(NameBook, ForgetsTheOldestOfAThousand) {
  NameBook book;
  for (int i = 1; i <= 1001; ++i) book.note("Member " + std::to_string(i), "hello");
  EXPECT_EQ(book.names().size(), 1000u);
  EXPECT_EQ(book.names().front(), "Member 2");
}

}  // namespace
}  // namespace chatlab::name_book_test
