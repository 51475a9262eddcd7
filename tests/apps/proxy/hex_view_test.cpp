#include "apps/proxy/hex_view.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatlab::hex_view_test {
namespace {

TEST(HexView, ShowsTheClientsBytesOnTheLeft) {
  EXPECT_EQ(hex_view("0.1 ", Direction::c2s, "hello"), "0.1 68 65 6c 6c 6f          hello   |\n");
}

TEST(HexView, ShowsTheServersBytesOnTheRight) {
  EXPECT_EQ(hex_view("0.1 ", Direction::s2c, "hello"),
            "0.1                                 |68 65 6c 6c 6f          hello\n");
}

TEST(HexView, HasEightBytesPerRow) {
  EXPECT_EQ(hex_view("0.1 ", Direction::c2s, "123456789"),
            "0.1 31 32 33 34 35 36 37 38 12345678|\n"
            "    39                      9       |\n");
}

TEST(HexView, ShowsNoControlCharacter) {
  EXPECT_EQ(hex_view("", Direction::c2s, std::string("\x1b\n\0\xff", 4)),
            "1b 0a 00 ff             ....    |\n");
}

}  // namespace
}  // namespace chatlab::hex_view_test
