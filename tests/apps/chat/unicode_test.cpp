#include "apps/chat/unicode.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace chatlab::unicode_test {
namespace {

constexpr char32_t last_code_point = 0x10FFFF;

int count(bool (*has_property)(char32_t)) {
  int found = 0;
  for (char32_t code_point = 0; code_point <= last_code_point; ++code_point) {
    if (has_property(code_point)) ++found;
  }
  return found;
}

// Format, default ignorable and Bidi_Control characters of Unicode 15 and eight more, each once:
// 4096 of them are U+E0000 to U+E0FFF.
TEST(Unicode, KnowsEachInvisibleCharacter) {
  EXPECT_EQ(count(is_invisible), 4096 + 118);
  for (const char32_t code_point :
       std::initializer_list<char32_t>{0xAD, 0x61C, 0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F,
                                       0xFE00, 0xFE0F, 0xFEFF, 0xE0000, 0xE0FFF}) {
    EXPECT_TRUE(is_invisible(code_point)) << std::hex << code_point;
  }
  for (const char32_t code_point :
       std::initializer_list<char32_t>{0x0, 0x20, 0xA0, 0xAC, 0xAE, 0x200A, 0x2010, 0x2029, 0x202F,
                                       0x2070, 0xFE10, 0xFFFD, 0xE1000, 0x10FFFF}) {
    EXPECT_FALSE(is_invisible(code_point)) << std::hex << code_point;
  }
}

TEST(Unicode, KnowsEachSpaceBeyondAscii) {
  EXPECT_EQ(count(is_foreign_space), 19);
  for (const char32_t code_point :
       std::initializer_list<char32_t>{0xA0, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x3000}) {
    EXPECT_TRUE(is_foreign_space(code_point)) << std::hex << code_point;
  }
  for (const char32_t code_point :
       std::initializer_list<char32_t>{0x9, 0x20, 0x85, 0x200B, 0x2027, 0x3001}) {
    EXPECT_FALSE(is_foreign_space(code_point)) << std::hex << code_point;
  }
}

TEST(Unicode, KnowsTheCharactersThatLookLikeTheLettersOfServer) {
  for (const char32_t code_point : std::initializer_list<char32_t>{0x53, 0x73, 0x405, 0x455, 0xFF33,
                                                                   0xFF53, 0x1D412, 0x1D42C}) {
    EXPECT_EQ(server_letter(code_point), U's') << std::hex << code_point;
  }
  EXPECT_EQ(server_letter(U'\u0415'), U'e');
  EXPECT_EQ(server_letter(U'\u211B'), U'r');
  EXPECT_EQ(server_letter(U'\u03BD'), U'v');
}

TEST(Unicode, LeavesOtherCharactersAsTheyAre) {
  for (const char32_t code_point :
       std::initializer_list<char32_t>{0x0, 0x35, 0x3A, 0xE9, 0x416, 0x4E00, 0x1F642}) {
    EXPECT_EQ(server_letter(code_point), code_point);
  }
  EXPECT_EQ(server_letter(0x1D3FF), char32_t{0x1D3FF}) << "before the mathematical letters";
  EXPECT_EQ(server_letter(0x1D400), U'a') << "the first of them";
  EXPECT_EQ(server_letter(0x1D6A3), U'z') << "the last of them";
  EXPECT_EQ(server_letter(0x1D6A4), char32_t{0x1D6A4});
}

}  // namespace
}  // namespace chatlab::unicode_test
