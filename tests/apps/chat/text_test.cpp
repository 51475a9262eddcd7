#include "apps/chat/text.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab::text_test {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// `text` with `#` for each U+FFFD, so that tables can be read.
std::string with_marks(std::string text) {
  for (std::size_t at = 0; (at = text.find(replacement, at)) != std::string::npos; ++at) {
    text.replace(at, replacement.size(), "#");
  }
  return text;
}

std::string cleaned(std::string_view text) {
  return with_marks(clean_text(text));
}

std::string in_hexadecimal(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string shown;
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    shown += {digits[value / 16u], digits[value % 16u], ' '};
  }
  return shown;
}

// Encodes any number as UTF-8, also surrogates and numbers above U+10FFFF.
std::string encoded(char32_t code_point) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  const auto tail = [&](int shift) { return byte(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0 | (code_point >> 6)), tail(0)};
  if (code_point < 0x10000) return {byte(0xE0 | (code_point >> 12)), tail(6), tail(0)};
  return {byte(0xF0 | (code_point >> 18)), tail(12), tail(6), tail(0)};
}

// Bytes whose combinations are likely to be malformed: leads, tails, controls, letters, and any.
std::string random_bytes(std::mt19937& random) {
  constexpr std::string_view interesting =
      "\xC2\x80\xE0\xA0\xED\x9F\xBF\xF0\x90\xF4\x8F\x7F\x1B\ta";
  std::string bytes(random() % 24, ' ');
  for (char& byte : bytes) {
    byte = random() % 4 == 0 ? static_cast<char>(random() % 256)
                             : interesting[random() % interesting.size()];
  }
  return bytes;
}

// ------------------------------------------------------------------------------------------- UTF-8

struct Sequence {
  std::string_view bytes;
  std::string_view cleaned;  // with # for U+FFFD
};

TEST(Text, EveryCodePointButSurrogatesIsValidUtf8) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    const std::string bytes = encoded(code_point);
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    const Character first = first_character(bytes);
    const auto number = static_cast<unsigned long>(code_point);
    ASSERT_EQ(first.valid, !surrogate) << "U+" << std::hex << number;
    if (surrogate) continue;
    ASSERT_EQ(first.code_point, code_point);
    ASSERT_EQ(first.size, bytes.size()) << "U+" << std::hex << number;
  }
}

TEST(Text, OverlongSequencesAreMalformedByteByByte) {
  const std::vector<Sequence> overlong = {
      {"\xC0\x80", "##"},           {"\xC0\xAF", "##"},        {"\xC1\xBF", "##"},
      {"\xE0\x80\x80", "###"},      {"\xE0\x9F\xBF", "###"},   {"\xF0\x80\x80\x80", "####"},
      {"\xF0\x8F\xBF\xBF", "####"}, {"\xE0\x82\xAC!", "###!"},
  };
  for (const Sequence& sequence : overlong) {
    EXPECT_FALSE(is_valid_utf8(sequence.bytes)) << in_hexadecimal(sequence.bytes);
    EXPECT_EQ(cleaned(sequence.bytes), sequence.cleaned) << in_hexadecimal(sequence.bytes);
  }
}

TEST(Text, SequencesBeyondTheLastCodePointAreMalformedByteByByte) {
  EXPECT_EQ(cleaned("\xF4\x90\x80\x80"), "####");
  EXPECT_EQ(cleaned("\xF5\x80\x80\x80"), "####");
  EXPECT_EQ(cleaned("\xF8\x88\x80\x80\x80"), "#####");
  EXPECT_EQ(cleaned("\xFE\xFF"), "##");
}

TEST(Text, ATruncatedSequenceIsReplacedByOneMark) {
  const std::vector<Sequence> cut_short = {
      {"\xC3", "#"},
      {"\xE2", "#"},
      {"\xE2\x82", "#"},
      {"\xF0\x9F", "#"},
      {"\xF0\x9F\x99", "#"},
      {"\xC3(", "#("},
      {"\xE2\x82(", "#("},
      {"\xF0\x9F\x99(", "#("},
      {"\xE2\xE2\x82", "##"},
      {"\xC3\xC3", "##"},
      {"\xF0\x9F\xF0\x9F", "##"},
      {"\xF0\x9F\x99\xC3\xA9", "#\xC3\xA9"},
  };
  for (const Sequence& sequence : cut_short) {
    EXPECT_FALSE(is_valid_utf8(sequence.bytes)) << in_hexadecimal(sequence.bytes);
    EXPECT_EQ(cleaned(sequence.bytes), sequence.cleaned) << in_hexadecimal(sequence.bytes);
  }
}

// Unicode 15.0, chapter 3.9, tables 3-8 to 3-11.
TEST(Text, MalformedSequencesAreReplacedAsTheUnicodeStandardShows) {
  EXPECT_EQ(cleaned("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
                    "A"),
            "########A");
  EXPECT_EQ(cleaned("\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
                    "A"),
            "########A");
  EXPECT_EQ(cleaned("\xF4\x91\x92\x93\xFF"
                    "A\x80\xBF"
                    "B"),
            "#####A##B");
  EXPECT_EQ(cleaned("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
                    "A"),
            "####A");
  EXPECT_EQ(cleaned("a\xF1\x80\x80\xE1\x80\xC2"
                    "b\x80"
                    "c\x80\xBF"
                    "d"),
            "a###b#c##d");
}

TEST(Text, AMalformedCharacterIsAsLongAsTheBeginningOfAValidOne) {
  const Character character = first_character("\xF0\x9F\x99(");
  EXPECT_FALSE(character.valid);
  EXPECT_EQ(character.size, 3u);
  EXPECT_EQ(static_cast<unsigned long>(character.code_point), 0xFFFDu);
}

// ---------------------------------------------------------------------------------------- controls

TEST(Text, ControlCharactersAreC0AndDelAndC1) {
  for (char32_t code_point = 0; code_point < 0x300; ++code_point) {
    const bool expected =
        code_point < 0x20 || code_point == 0x7F || (code_point >= 0x80 && code_point < 0xA0);
    EXPECT_EQ(is_control(code_point), expected) << static_cast<unsigned long>(code_point);
  }
}

TEST(Text, NoControlCharacterIsRelayedExceptTab) {
  for (char32_t code_point = 0; code_point < 0xA0; ++code_point) {
    const bool control = code_point < 0x20 || code_point >= 0x7F;
    const std::string character = encoded(code_point);
    const std::string kept = control && code_point != '\t' ? "" : character;
    EXPECT_EQ(clean_text("a" + character + "b"), "a" + kept + "b") << in_hexadecimal(character);
  }
}

TEST(Text, NoMemberCanColourAnothersTerminal) {
  EXPECT_EQ(clean_text("\33[31mred\33[0m"), "[31mred[0m");
  EXPECT_EQ(clean_text("\xC2\x9B"
                       "31mred"),
            "31mred");
}

TEST(Text, AllOtherTextIsRelayedUnchanged) {
  const std::string text = "na\xC3\xAFve, \xE4\xBD\xA0\xE5\xA5\xBD, \xF0\x9F\x99\x82 ~";
  EXPECT_EQ(clean_text(text), text);
  EXPECT_EQ(clean_text(replacement), replacement);
}

// The neighbours of a removed character must not form another character to be removed.
TEST(Text, RemovingACharacterDoesNotJoinItsNeighbours) {
  EXPECT_EQ(cleaned("\xE2\x82\1\xAC"), "##");
  EXPECT_EQ(cleaned("\xC2\x7F\x85"), "##");
}

TEST(Text, CleaningIsIdempotent) {
  std::mt19937 random(20240229);
  for (int i = 0; i < 10000; ++i) {
    const std::string bytes = random_bytes(random);
    const std::string once = clean_text(bytes);
    ASSERT_EQ(clean_text(once), once) << in_hexadecimal(bytes);
    ASSERT_TRUE(is_valid_utf8(once)) << in_hexadecimal(bytes);
    ASSERT_LE(count_characters(once), count_characters(bytes)) << in_hexadecimal(bytes);
  }
}

// ---------------------------------------------------------------------------------------- counting

TEST(Text, CharactersAreCountedAsCodePoints) {
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(count_characters("hello"), 5u);
  EXPECT_EQ(count_characters("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82"), 3u);
  EXPECT_EQ(count_characters("e\xCC\x81"), 2u) << "a letter and the accent that combines with it";
  EXPECT_EQ(count_characters("a\0b"sv), 3u);
}

TEST(Text, AMalformedSequenceCountsAsOneCharacter) {
  EXPECT_EQ(count_characters("\xE2\x82(\x80"), 3u);
  EXPECT_EQ(count_characters("\xF0\x9F\x99"), 1u);
}

TEST(Text, FirstCharactersAreCutBetweenCharacters) {
  constexpr std::string_view text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82z";
  constexpr std::array<std::size_t, 8> sizes = {0, 1, 3, 6, 10, 11, 11, 11};
  for (std::size_t count = 0; count < sizes.size(); ++count) {
    EXPECT_EQ(first_characters(text, count), text.substr(0, sizes[count])) << count;
  }
  EXPECT_EQ(first_characters("", 3), "");
}

TEST(Shortened, LeavesTextThatFitsAsItIs) {
  EXPECT_EQ(shortened("", 0), "");
  EXPECT_EQ(shortened("hello", 5), "hello");
  EXPECT_EQ(shortened("hello", 100), "hello");
}

TEST(Shortened, KeepsWholeCharactersAndAddsAnEllipsis) {
  EXPECT_EQ(shortened("hello", 4), "h…");
  EXPECT_EQ(shortened("hello", 3), "…");
  EXPECT_EQ(shortened("hello", 2), "");
  EXPECT_EQ(shortened("aéé", 4), "a…") << "half a character is none";
  EXPECT_EQ(shortened("😀😀", 7), "😀…");
}

TEST(Text, IsCutToAsManyCharactersAsBytesAllow) {
  EXPECT_EQ(first_bytes("hello", 9), "hello");
  EXPECT_EQ(first_bytes("hello", 5), "hello");
  EXPECT_EQ(first_bytes("hello", 4), "hell");
  EXPECT_EQ(first_bytes("a\xC3\xA9z", 2), "a");
  EXPECT_EQ(first_bytes("a\xC3\xA9z", 3), "a\xC3\xA9");
  EXPECT_EQ(first_bytes("a\xF0\x9F\x99\x82", 4), "a");
  EXPECT_EQ(first_bytes("", 4), "");
  EXPECT_EQ(first_bytes("\xF0\x9F\x99\x82z", 3), "");
  EXPECT_EQ(first_bytes("xy", 0), "");
}

TEST(Text, KeepsSeparatorsOfLinesAndParagraphsWhichAreNoControlCharacters) {
  EXPECT_EQ(clean_text(u8"a\u2028b\u2029c\u0085d"), u8"a\u2028b\u2029cd");
}

TEST(Text, GetsACharacterOfAnySize) {
  std::string text;
  for (const char32_t code_point : {0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
    text.clear();
    append_character(text, code_point);
    const Character read = first_character(text);
    EXPECT_TRUE(read.valid);
    EXPECT_EQ(read.code_point, code_point);
    EXPECT_EQ(read.size, text.size());
  }
}

}  // namespace
}  // namespace chatlab::text_test
