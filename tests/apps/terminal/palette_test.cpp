#include "apps/terminal/palette.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "platform/standard_output.hpp"

namespace chatlab::palette_test {
namespace {

const Palette colors(true);
const Palette plain(false);

// `31` for a name in red. ECMA-48 8.3.117, SGR
std::string attributes_of(const std::string& name) {
  const std::string painted = colors.name(name);
  const std::string end = 'm' + name + "\33[0m";
  const bool is_painted = painted.size() > end.size() + 2 && painted.substr(0, 2) == "\33[" &&
                          painted.substr(painted.size() - end.size()) == end;
  EXPECT_TRUE(is_painted) << painted;
  return is_painted ? painted.substr(2, painted.size() - end.size() - 2) : "";
}

TEST(Palette, ColoursANameAndSwitchesTheColourOffAfterIt) {
  EXPECT_EQ(colors.name("Ann"), "\33[31mAnn\33[0m");
  EXPECT_EQ(colors.name("Bob"), "\33[36mBob\33[0m");
}

TEST(Palette, GivesANameTheSameColourEveryTimeAndInAnyAsciiCase) {
  for (const char* name : {"Ann", "ann", "ANN"}) {
    EXPECT_EQ(attributes_of(name), attributes_of("Ann")) << name;
    EXPECT_EQ(Palette(true).name(name), colors.name(name));
  }
}

TEST(Palette, ColoursNamesBeyondAscii) {
  EXPECT_EQ(colors.name("\xC3\x89va"), "\33[95m\xC3\x89va\33[0m");
}

TEST(Palette, UsesAllItsColoursAndOnlyThoseThatCanBeReadOnBlackAndOnWhite) {
  std::set<std::string> used;
  for (int i = 0; i < 1000; ++i) used.insert(attributes_of("member " + std::to_string(i)));
  EXPECT_EQ(used,
            (std::set<std::string>{"31", "32", "34", "35", "36", "91", "92", "94", "95", "96"}));
}

TEST(Palette, SetsServerApartFromAllMembers) {
  EXPECT_EQ(colors.name("Server"), "\33[1;33mServer\33[0m");
  EXPECT_EQ(colors.server("news"), "\33[1;33mnews\33[0m");
}

TEST(Palette, MarksTheUsersOwnText) {
  EXPECT_EQ(colors.own("Ann > hello"), "\33[2mAnn > hello\33[0m");
}

TEST(Palette, ChangesNothingWithoutColours) {
  EXPECT_EQ(plain.name("Ann"), "Ann");
  EXPECT_EQ(plain.name("Server"), "Server");
  EXPECT_EQ(plain.server("news"), "news");
  EXPECT_EQ(plain.own("Ann > hello"), "Ann > hello");
}

TEST(Palette, IsOffByDefaultIfOutputIsNoTerminal) {
  EXPECT_TRUE(!terminal_has_colors() || standard_output_is_terminal());
}

}  // namespace
}  // namespace chatlab::palette_test
