#include "apps/chat/command.hpp"

#include <gtest/gtest.h>

namespace chatlab::command_test {
namespace {

TEST(ACommand, IsALineThatBeginsWithOneSlash) {
  EXPECT_EQ(parse_command("/who").word, "/who");
  EXPECT_EQ(parse_command("/").word, "/");
  for (const char* message : {"who", " /who", "", "a/b"}) {
    EXPECT_TRUE(parse_command(message).is_message()) << message;
    EXPECT_EQ(parse_command(message).argument, message);
  }
}

TEST(ACommand, HasAnArgumentAfterTheSpacesThatEndItsWord) {
  EXPECT_EQ(parse_command("/msg Ann  hello ").word, "/msg");
  EXPECT_EQ(parse_command("/msg Ann  hello ").argument, "Ann  hello ");
  EXPECT_EQ(parse_command("/ban    Bob").argument, "Bob");
  for (const char* bare : {"/who", "/who ", "/who   "}) {
    EXPECT_EQ(parse_command(bare).word, "/who");
    EXPECT_EQ(parse_command(bare).argument, "");
  }
}

TEST(ACommand, IsAMessageIfTheSlashIsDoubled) {
  EXPECT_TRUE(parse_command("//who is here").is_message());
  EXPECT_EQ(parse_command("//who is here").argument, "/who is here");
  EXPECT_EQ(parse_command("//").argument, "/");
}

TEST(TrimmedText, HasNoSpacesAtEitherEnd) {
  EXPECT_EQ(trimmed("  Old Tom "), "Old Tom");
  EXPECT_EQ(trimmed("   "), "");
  EXPECT_EQ(trimmed(""), "");
}

}  // namespace
}  // namespace chatlab::command_test
