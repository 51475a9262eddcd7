#include "apps/terminal/paste.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatlab::paste_test {
namespace {

std::string keys_of(Paste& paste) {
  std::string keys;
  for (Key key; paste.next(key);) {
    keys += key.kind == Key::Kind::enter ? "<enter>" : '[' + key.text + ']';
  }
  return keys;
}

TEST(Paste, DeliversItsLinesAsKeys) {
  Paste paste("one\n\ntwo\nrest");
  EXPECT_EQ(paste.lines_left(), 3u);
  EXPECT_EQ(keys_of(paste), "[one]<enter><enter>[two]<enter>[rest]");
  EXPECT_EQ(paste.lines_left(), 0u);
}

TEST(Paste, MayBeOneLineOrEmpty) {
  Paste line("one");
  EXPECT_EQ(line.lines_left(), 0u);
  EXPECT_EQ(keys_of(line), "[one]");
  Paste nothing("");
  EXPECT_EQ(keys_of(nothing), "");
}

TEST(Paste, TellsHowManyLinesAreLeft) {
  Paste paste("one\ntwo\nthree\n");
  Key key;
  paste.next(key);
  EXPECT_EQ(paste.lines_left(), 3u) << "its text is delivered, but not entered yet";
  paste.next(key);
  EXPECT_EQ(paste.lines_left(), 2u);
}

}  // namespace
}  // namespace chatlab::paste_test
