// The screen that other tests use, compared with what VT100 and xterm do.
#include "tests/support/screen.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace chatlab::screen_test {
namespace {

// What a screen of 4 rows and 8 columns shows of `bytes`.
std::string shown(std::string_view bytes) {
  Screen screen(4, 8);
  screen.feed(bytes);
  EXPECT_EQ(screen.misunderstood(), "");
  return screen.text();
}

TEST(Screen, ShowsLines) {
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown("one\r\n\r\nthree\r\n"), "one\n\nthree");
  EXPECT_EQ(shown("one\ntwo"), "one\n   two") << "a line feed alone stays in its column";
}

TEST(Screen, WritesOverWhatIsThere) {
  EXPECT_EQ(shown("hello\rJ"), "Jello");
  EXPECT_EQ(shown("abc\b\bX"), "aXc");
  EXPECT_EQ(shown("a\tb\rx"), "x      b") << "a tab goes no further than the last column";
}

TEST(Screen, WrapsOnlyWhenACharacterFollowsTheLastColumn) {
  Screen screen(4, 8);
  screen.feed("12345678");
  EXPECT_EQ(screen.cursor_row(), 0u);
  EXPECT_EQ(screen.cursor_column(), 7u);
  screen.feed("9");
  EXPECT_EQ(screen.text(), "12345678\n9");
  EXPECT_EQ(screen.cursor_column(), 1u);
}

TEST(Screen, ForgetsToWrapWhenTheCursorIsMoved) {
  EXPECT_EQ(shown("12345678\r\nab"), "12345678\nab");
  EXPECT_EQ(shown("12345678\rX"), "X2345678");
  EXPECT_EQ(shown("12345678\33[GX"), "X2345678");
}

TEST(Screen, ScrollsAtTheBottom) {
  Screen screen(3, 8);
  screen.feed("1\r\n2\r\n3\r\n4\r\n5");
  EXPECT_EQ(screen.text(), "3\n4\n5");
  EXPECT_EQ(screen.scrolled_out(), (std::vector<std::string>{"1", "2"}));
}

TEST(Screen, MovesTheCursorAndStopsAtTheEdges) {
  EXPECT_EQ(shown("\33[2;3HX\33[AY\33[2DZ"), "  ZY\n  X");
  EXPECT_EQ(shown("\33[99BX"), "\n\n\nX");
  EXPECT_EQ(shown("\33[99CX\33[99DY"), "Y      X");
  EXPECT_EQ(shown("\33[99A\33[5GX"), "    X");
  EXPECT_EQ(shown("abc\33[HX"), "Xbc");
}

TEST(Screen, ErasesInTheLine) {
  EXPECT_EQ(shown("abcdef\33[3G\33[K"), "ab");
  EXPECT_EQ(shown("abcdef\33[3G\33[1K"), "   def");
  EXPECT_EQ(shown("abcdef\33[3G\33[2KX"), "  X");
}

TEST(Screen, ErasesInTheDisplay) {
  EXPECT_EQ(shown("ab\r\ncd\r\nef\33[2;2H\33[J"), "ab\nc");
  EXPECT_EQ(shown("ab\r\ncd\r\nef\33[2;2H\33[1J"), "\n\nef");
  EXPECT_EQ(shown("ab\r\ncd\r\nef\33[H\33[2J"), "");
}

TEST(Screen, ShowsWideCharactersInTwoColumns) {
  Screen screen(4, 8);
  screen.feed("\xE6\xBC\xA2x");
  EXPECT_EQ(screen.row(0), "\xE6\xBC\xA2x");
  EXPECT_EQ(screen.cursor_column(), 3u);
  EXPECT_EQ(screen.cell(0, 1), "");
}

TEST(Screen, WrapsAWideCharacterThatHasOneColumnLeft) {
  EXPECT_EQ(shown("1234567\xE6\xBC\xA2"), "1234567\n\xE6\xBC\xA2");
}

TEST(Screen, LosesAWideCharacterOfWhichOneHalfIsOverwritten) {
  EXPECT_EQ(shown("\xE6\xBC\xA2\rx"), "x");
  EXPECT_EQ(shown("\xE6\xBC\xA2\33[2Gx"), " x");
  EXPECT_EQ(shown("\xE6\xBC\xA2z\33[2G\33[1K"), "  z");
}

TEST(Screen, PutsCombiningMarksOnTheCharacterBeforeThem) {
  EXPECT_EQ(shown("e\xCC\x81x"), "e\xCC\x81x");
  EXPECT_EQ(shown("\xE6\xBC\xA2\xCC\x81x"), "\xE6\xBC\xA2\xCC\x81x");
  EXPECT_EQ(shown("1234567e\xCC\x81x"), "1234567e\xCC\x81\nx");
  EXPECT_EQ(shown("\xCC\x81x"), "x") << "nothing before it";
}

TEST(Screen, ShowsAReplacementForWhatIsMalformed) {
  EXPECT_EQ(shown("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(Screen, KeepsModes) {
  Screen screen(4, 8);
  screen.feed("\33[?25l\33[?2004h\33[1;31mred");
  EXPECT_FALSE(screen.is_cursor_visible());
  EXPECT_TRUE(screen.is_bracketed_paste_on());
  screen.feed("\33[?25h\33[?2004l\33[m");
  EXPECT_TRUE(screen.is_cursor_visible());
  EXPECT_FALSE(screen.is_bracketed_paste_on());
  EXPECT_EQ(screen.text(), "red");
}

TEST(Screen, TellsWhetherAnEscapeSequenceCame) {
  Screen screen(4, 8);
  screen.feed("plain\r\n");
  EXPECT_FALSE(screen.saw_escape());
  screen.feed("\33");
  EXPECT_TRUE(screen.saw_escape());
}

TEST(Screen, KeepsWhatItDoesNotUnderstand) {
  Screen screen(4, 8);
  screen.feed(
      "a\33[5Sb\33[?7lc\33"
      "7d\x01");
  EXPECT_EQ(screen.text(), "abcd");
  EXPECT_EQ(screen.misunderstood(),
            "\33[5S\33[?7l\33"
            "7\x01");
}

TEST(Screen, AcceptsBytesCutAnywhere) {
  Screen screen(4, 8);
  for (const char byte : std::string("\33[2;3H\xE6\xBC\xA2"
                                     "e\xCC\x81\33[1;1Hx"))
    screen.feed({&byte, 1});
  EXPECT_EQ(screen.text(),
            "x\n  \xE6\xBC\xA2"
            "e\xCC\x81");
}

TEST(Screen, LosesWhatIsTooFarRightWhenItGetsNarrower) {
  Screen screen(2, 8);
  screen.feed("12345678\r\n123\xE6\xBC\xA2");
  screen.resize(2, 4);
  EXPECT_EQ(screen.text(), "1234\n123");
  EXPECT_EQ(screen.cursor_column(), 3u);
  screen.resize(2, 8);
  EXPECT_EQ(screen.text(), "1234\n123");
}

TEST(Screen, KeepsTheCursorInSightWhenItGetsLower) {
  Screen screen(4, 8);
  screen.feed("1\r\n2\r\n3");
  screen.resize(3, 8);
  EXPECT_EQ(screen.text(), "1\n2\n3");
  screen.resize(2, 8);
  EXPECT_EQ(screen.text(), "2\n3");
  EXPECT_EQ(screen.cursor_row(), 1u);
  EXPECT_EQ(screen.scrolled_out(), (std::vector<std::string>{"1"}));
  screen.resize(4, 8);
  EXPECT_EQ(screen.text(), "2\n3");
}

TEST(Screen, SurvivesAnything) {
  const std::string_view pieces[] = {"\33[",     "9",    ";",      "A",      "B",    "C",
                                     "D",        "G",    "H",      "J",      "K",    "m",
                                     "\r",       "\n",   "\b",     "\t",     "x",    "\xE6\xBC\xA2",
                                     "\xCC\x81", "\xFF", "\33[2J", "\33[1K", "\33[K"};
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    Screen screen(1 + random() % 4, 1 + random() % 5);
    for (int piece = 0; piece < 100; ++piece) {
      screen.feed(pieces[random() % std::size(pieces)]);
      if (random() % 20 == 0) screen.resize(1 + random() % 4, 1 + random() % 5);
      ASSERT_LT(screen.cursor_row(), screen.rows());
      ASSERT_LT(screen.cursor_column(), screen.columns());
      ASSERT_NE(screen.text(), "?");
    }
  }
}

}  // namespace
}  // namespace chatlab::screen_test
