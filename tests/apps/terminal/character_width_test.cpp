#include "apps/terminal/character_width.hpp"

#include <gtest/gtest.h>

namespace chatlab::character_width_test {
namespace {

struct Sample {
  const char* what;
  char32_t code_point;
  int width;
};

TEST(CharacterWidth, IsWhatTheUnicodeCharacterDatabaseSays) {
  const Sample samples[] = {
      {"the letter a", U'a', 1},
      {"the letter e with acute", 0x00E9, 1},
      {"a soft hyphen, visible", 0x00AD, 1},
      {"a letter whose width is ambiguous", 0x03B1, 1},
      {"the replacement character", 0xFFFD, 1},
      {"a halfwidth katakana letter", 0xFF71, 1},
      {"a heavy black heart, a text symbol", 0x2764, 1},
      {"half of a flag", 0x1F1EB, 1},
      {"a spacing vowel sign of Devanagari", 0x093E, 1},
      {"an Arabic number sign, which encloses and is seen", 0x0600, 1},
      {"the last code point", 0x10FFFF, 1},

      {"the first combining mark", 0x0300, 0},
      {"the last of its block", 0x036F, 0},
      {"a vowel sign of Thai above", 0x0E31, 0},
      {"a medial vowel of Hangul", 0x1161, 0},
      {"a zero width space", 0x200B, 0},
      {"a zero width joiner", 0x200D, 0},
      {"a word joiner", 0x2060, 0},
      {"an enclosing keycap", 0x20E3, 0},
      {"variation selector 1", 0xFE00, 0},
      {"variation selector 16", 0xFE0F, 0},
      {"a byte order mark", 0xFEFF, 0},
      {"a language tag", 0xE0041, 0},
      {"variation selector 256", 0xE01EF, 0},

      {"an initial consonant of Hangul", 0x1100, 2},
      {"a watch, an emoji", 0x231A, 2},
      {"an ideographic space", 0x3000, 2},
      {"a hiragana letter", 0x3042, 2},
      {"the first ideograph", 0x4E00, 2},
      {"a Hangul syllable", 0xAC00, 2},
      {"a fullwidth exclamation mark", 0xFF01, 2},
      {"a grinning face", 0x1F600, 2},
      {"a skin tone", 0x1F3FD, 2},
      {"an ideograph of plane 2", 0x20000, 2},
      {"reserved for an ideograph of plane 3", 0x3FFFD, 2},
  };
  for (const Sample& sample : samples) {
    EXPECT_EQ(character_width(sample.code_point), sample.width) << sample.what;
  }
}

TEST(CharacterWidth, OfATextIsThatOfItsCharacters) {
  EXPECT_EQ(text_width(""), 0u);
  EXPECT_EQ(text_width("hello"), 5u);
  EXPECT_EQ(text_width("e\xCC\x81t\xC3\xA9"), 3u);
  EXPECT_EQ(text_width("\xE6\xBC\xA2\xE5\xAD\x97 ok"), 7u);
}

TEST(CharacterWidth, OfAMalformedSequenceIsThatOfTheReplacementCharacter) {
  EXPECT_EQ(text_width("a\xFF\xE6\xBC"), 3u);
}

}  // namespace
}  // namespace chatlab::character_width_test
