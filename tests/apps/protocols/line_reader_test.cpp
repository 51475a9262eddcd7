#include "apps/protocols/line_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::line_reader_test {
namespace {

using Found = LineReader::Found;

// The lines found in the pieces, if at most 10 bytes are accepted.
Lines lines_in(LineReader& reader, const std::vector<std::string_view>& pieces) {
  Lines lines;
  std::string line;
  for (const std::string_view piece : pieces) {
    reader.feed(piece);
    for (Found found; (found = reader.next(line, 10)) != Found::nothing;) {
      lines.push_back(found == Found::line ? line : "too long");
    }
  }
  return lines;
}

Lines lines_in(const std::vector<std::string_view>& pieces) {
  LineReader reader;
  return lines_in(reader, pieces);
}

TEST(LineReader, FindsALineWhenItsNewlineComes) {
  EXPECT_EQ(lines_in({"one"}), Lines{});
  EXPECT_EQ(lines_in({"one", "\n"}), Lines{"one"});
  EXPECT_EQ(lines_in({"one\ntwo\n", "\nth", "ree\n"}), (Lines{"one", "two", "", "three"}));
}

TEST(LineReader, RemovesOneCarriageReturnBeforeTheNewline) {
  EXPECT_EQ(lines_in({"one\r\n", "\r\n", "a\rb\r\r\n"}), (Lines{"one", "", "a\rb\r"}));
}

TEST(LineReader, AcceptsALineOfExactlyTheLimitWithOrWithoutACarriageReturn) {
  EXPECT_EQ(lines_in({"1234567890\n"}), Lines{"1234567890"});
  EXPECT_EQ(lines_in({"1234567890\r\n"}), Lines{"1234567890"});
  EXPECT_EQ(lines_in({"123456789\r\r\n"}), Lines{"123456789\r"});
}

TEST(LineReader, RefusesALongerLineAsSoonAsItIsTooLong) {
  EXPECT_EQ(lines_in({"12345678901"}), Lines{"too long"});
  EXPECT_EQ(lines_in({"1234567890\r\r"}), Lines{"too long"});
  EXPECT_EQ(lines_in({"1234567890\rx"}), Lines{"too long"});
}

TEST(LineReader, FindsTheSameLinesHoweverTheStreamIsCut) {
  for (const std::string_view stream :
       {"1234567890\r\n", "123456789\r\r\nx\n", "12345678901\n", "1234567890\r\r\nx\n",
        "one\n12345678901234\ntwo\n", "\r\n\n\r\r\n", "12345678901\r\n"}) {
    for (const auto& pieces : all_cuts_in_three(stream)) {
      ASSERT_EQ(lines_in(pieces), lines_in({stream}))
          << "cut after " << pieces[0].size() << " and " << pieces[0].size() + pieces[1].size();
    }
  }
}

TEST(LineReader, FindsNothingMoreAfterALineThatIsTooLong) {
  EXPECT_EQ(lines_in({"12345678901\none\n", "two\n"}), Lines{"too long"});
}

TEST(LineReader, FindsNothingMoreAfterItGaveUp) {
  LineReader reader;
  reader.feed("one\ntwo");
  reader.give_up();
  EXPECT_EQ(reader.unread(), "");
  EXPECT_EQ(lines_in(reader, {"\nthree\n"}), Lines{});
}

TEST(LineReader, EndsOnlyAnUnfinishedLineOnRequest) {
  LineReader reader;
  reader.end_line();
  EXPECT_EQ(lines_in(reader, {"one\ntwo\r"}), Lines{"one"});
  EXPECT_EQ(reader.unread(), "two\r");
  reader.end_line();
  reader.end_line();
  EXPECT_EQ(lines_in(reader, {"three\n"}), (Lines{"two", "three"}));
}

TEST(LineReader, AppliesTheLimitOfEachCallToTheNextLine) {
  LineReader reader;
  reader.feed("12345\n12345\n");
  std::string line;
  EXPECT_EQ(reader.next(line, 5), Found::line);
  EXPECT_EQ(reader.next(line, 4), Found::too_long);
}

// A peer that sends a long line byte by byte must not make the reader search it from its start for
// every byte: this would take minutes.
TEST(LineReader, SearchesNoByteTwice) {
  LineReader reader;
  std::string line;
  const std::size_t size = 20'000'000;
  reader.feed(std::string(size, 'x'));
  for (int i = 0; i < 200'000; ++i) {
    reader.feed("x");
    ASSERT_EQ(reader.next(line, 2 * size), Found::nothing);
  }
  reader.feed("\n");
  EXPECT_EQ(reader.next(line, 2 * size), Found::line);
  EXPECT_EQ(line.size(), size + 200'000);
}

}  // namespace
}  // namespace chatlab::line_reader_test
