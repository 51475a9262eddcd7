// Wrapping, judged by what the screen shows: no row after the first begins in the first column.
#include "apps/terminal/wrap.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/support/screen.hpp"

namespace chatlab::wrap_test {
namespace {

// What a terminal of `columns` shows of a line.
std::string shown(const std::string& line, std::size_t columns) {
  Screen screen(50, columns);
  for (const char byte : wrap(line, columns)) {
    screen.feed(byte == '\n' ? "\r\n" : std::string(1, byte));  // as the terminal driver does
  }
  EXPECT_EQ(screen.misunderstood(), "");
  return screen.text();
}

TEST(Wrap, LeavesAShortLineAsItIs) {
  EXPECT_EQ(wrap("Wat > hello", 20), "Wat > hello");
  EXPECT_EQ(wrap("Wat > hello", 11), "Wat > hello") << "up to the last column";
  EXPECT_EQ(wrap("", 20), "");
}

TEST(Wrap, IndentsTheRowsAfterTheFirst) {
  EXPECT_EQ(shown("Wat > abcdefghijklmnopqrstuvwxyz", 16),
            "Wat > abcdefghij\n    klmnopqrstuv\n    wxyz");
}

TEST(Wrap, LetsNoSpacesMoveTextIntoTheFirstColumn) {
  const std::string forged = "Wat > " + std::string(14, ' ') + "Server > news";
  EXPECT_EQ(shown(forged, 20), "Wat >\n    Server > news");
}

TEST(Wrap, LetsNoTabsMoveTextIntoTheFirstColumn) {
  for (std::size_t tabs = 1; tabs < 12; ++tabs) {
    const std::string forged = "Wat > " + std::string(tabs, '\t') + "Server > news";
    EXPECT_EQ(shown(forged, 20).find("\nServer"), std::string::npos) << tabs << " tabs";
    EXPECT_EQ(shown(forged, 24).find("\nServer"), std::string::npos) << tabs << " tabs";
  }
}

TEST(Wrap, CountsColumnsAndNotBytes) {
  const std::string han = "\xE6\xBC\xA2";
  const std::string e_acute = "e\xCC\x81";
  EXPECT_EQ(shown("ab" + han + han + han, 7), "ab" + han + han + "\n " + han)
      << "no half character";
  EXPECT_EQ(wrap(e_acute + e_acute + e_acute, 3), e_acute + e_acute + e_acute);
}

TEST(Wrap, DoesNotCountColours) {
  const std::string painted = "\33[31mWat\33[0m > \33[1;33mabcdefghij\33[0m";
  EXPECT_EQ(wrap(painted, 16), painted);
  EXPECT_EQ(shown(painted, 12), "Wat > abcdef\n   ghij");
}

TEST(Wrap, StartsANewRowAfterANewline) {
  EXPECT_EQ(wrap("one\ntwo three", 10), "one\ntwo three");
}

TEST(Wrap, ChangesNothingWithoutATerminal) {
  const std::string line(1000, 'x');
  EXPECT_EQ(wrap(line, 0), line);
}

TEST(Wrap, WorksWithVeryFewColumns) {
  EXPECT_EQ(shown("abcd", 2), "ab\n c\n d");
  EXPECT_NE(shown("abcd", 1), "");
}

TEST(Wrap, KeepsEveryCharacterInItsOrder) {
  std::mt19937 random(7);
  const std::string pieces[] = {"a", "bc", " ", "\t", "\xE6\xBC\xA2", "\xC3\xA9", "Server > "};
  for (int round = 0; round < 300; ++round) {
    std::string line = "Wat > ";
    for (int i = 0; i < 40; ++i) line += pieces[random() % 7];
    const std::size_t columns = 9 + random() % 40;
    std::string wrapped = wrap(line, columns);
    const std::string indent = '\n' + std::string(columns < 16 ? columns / 4 : 4, ' ');
    for (std::size_t at = 0; (at = wrapped.find(indent, at)) != std::string::npos;) {
      wrapped.erase(at, indent.size());
    }
    ASSERT_EQ(wrapped, line) << columns << " columns";
    ASSERT_EQ(shown(line, columns).find("\nServer"), std::string::npos);
  }
}

}  // namespace
}  // namespace chatlab::wrap_test
