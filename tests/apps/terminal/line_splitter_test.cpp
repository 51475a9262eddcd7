// The line splitter delivers the same lines wherever the bytes are cut.
#include "apps/terminal/line_splitter.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace chatlab::line_splitter_test {
namespace {

constexpr std::size_t max_line = 20;
const std::string longest(max_line, 'x');

// The lines that are complete: `[LINE]`, or `<SIZE>` for one that is too long.
std::string lines_of(LineSplitter& splitter) {
  std::string lines;
  LineSplitter::Line line;
  while (splitter.next(line)) {
    lines += line.is_too_long ? '<' + std::to_string(line.size) + '>' : '[' + line.text + ']';
    EXPECT_TRUE(!line.is_too_long || line.text.empty());
  }
  return lines;
}

// All lines of an input that comes in these pieces.
std::string split(std::initializer_list<std::string_view> pieces) {
  LineSplitter splitter(max_line);
  std::string lines;
  for (const std::string_view piece : pieces) {
    splitter.feed(piece);
    lines += lines_of(splitter);
  }
  splitter.end();
  return lines + lines_of(splitter) + '$';
}

TEST(LineSplitter, SeparatesLines) {
  EXPECT_EQ(split({"one\ntwo\n\nfour\n"}), "[one][two][][four]$");
  EXPECT_EQ(split({}), "$");
}

TEST(LineSplitter, WaitsForTheEndOfALine) {
  LineSplitter splitter(max_line);
  splitter.feed("one\nhel");
  EXPECT_EQ(lines_of(splitter), "[one]");
  splitter.feed("lo");
  EXPECT_EQ(lines_of(splitter), "");
  splitter.feed("\n");
  EXPECT_EQ(lines_of(splitter), "[hello]");
}

TEST(LineSplitter, CountsALastLineWithoutANewline) {
  EXPECT_EQ(split({"one\nlast"}), "[one][last]$");
  EXPECT_EQ(split({"one\n", "la", "st\r"}), "[one][last]$");
}

TEST(LineSplitter, LeavesOutTheCarriageReturnBeforeANewline) {
  EXPECT_EQ(split({"one\r\n\r\ninner\rstays\r\nsplit\r", "\n"}), "[one][][inner\rstays][split]$");
}

TEST(LineSplitter, AcceptsALineOfExactlyTheLimitWhereverItIsCut) {
  EXPECT_EQ(split({longest + "\n"}), "[" + longest + "]$");
  EXPECT_EQ(split({longest + "\r\n"}), "[" + longest + "]$");
  EXPECT_EQ(split({longest + "\r", "\n"}), "[" + longest + "]$");
  EXPECT_EQ(split({longest, "\r\n"}), "[" + longest + "]$");
}

TEST(LineSplitter, TellsTheSizeOfALineThatIsTooLong) {
  EXPECT_EQ(split({"before\n" + longest + "x\nafter\n"}), "[before]<21>[after]$");
  EXPECT_EQ(split({longest + "x"}), "<21>$");
  EXPECT_EQ(split({longest, "x", "\nafter"}), "<21>[after]$");
  EXPECT_EQ(split({longest, longest, longest, "\nafter"}), "<60>[after]$");
}

TEST(LineSplitter, DoesNotCountTheCarriageReturnOfALineThatIsTooLong) {
  const std::string thirty(30, 'x');
  EXPECT_EQ(split({thirty + "\r\n", thirty, "\r\n", thirty + "\r", "\n"}), "<30><30><30>$");
}

TEST(LineSplitter, AppliesANewLimitToTheLinesThatFollow) {
  LineSplitter splitter(2);
  splitter.feed("abc\nabc\n");
  LineSplitter::Line line;
  ASSERT_TRUE(splitter.next(line));
  EXPECT_TRUE(line.is_too_long);
  splitter.set_max_line(3);
  ASSERT_TRUE(splitter.next(line));
  EXPECT_EQ(line.text, "abc");
}

}  // namespace
}  // namespace chatlab::line_splitter_test
