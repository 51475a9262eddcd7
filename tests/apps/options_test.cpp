#include "apps/options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/usage_errors.hpp"

namespace chatlab::options_test {
namespace {

using Words = std::vector<std::string>;

// A program with two options that have a value, and two switches.
Options parse(const Words& arguments) {
  return Options({{"name", "NAME"}, {"count", "N"}, {"quiet", ""}, {"help", ""}}, arguments);
}

std::string complaint(const Words& arguments) {
  return complaint_of([&] { parse(arguments); });
}

// The message about --count N, which accepts 5 to 20.
std::string count_complaint(const std::string& number) {
  return complaint_of([&] { parse({"--count", number}).number("count", 7, 5, 20); });
}

TEST(Options, AreNoneOnAnEmptyCommandLine) {
  const Options options = parse({});
  EXPECT_FALSE(options.has("name"));
  EXPECT_FALSE(options.has("quiet"));
  EXPECT_EQ(options.value("name", "nobody"), "nobody");
  EXPECT_EQ(options.values("name"), Words{});
  EXPECT_EQ(options.number("count", 7, 5, 20), 7u);
  EXPECT_EQ(options.operands(), Words{});
}

TEST(Options, MayHaveTheirValueInTheNextArgument) {
  const Options options = parse({"--name", "Ann"});
  EXPECT_TRUE(options.has("name"));
  EXPECT_EQ(options.value("name", "nobody"), "Ann");
  EXPECT_EQ(options.operands(), Words{});
}

TEST(Options, MayHaveTheirValueAfterAnEqualsSign) {
  EXPECT_EQ(parse({"--name=Ann"}).value("name", "nobody"), "Ann");
  EXPECT_EQ(parse({"--name=a=b"}).value("name", "nobody"), "a=b");
  EXPECT_EQ(parse({"--name=--quiet"}).value("name", "nobody"), "--quiet");
}

TEST(Options, MayHaveAnEmptyValue) {
  const Options options = parse({"--name="});
  EXPECT_TRUE(options.has("name"));
  EXPECT_EQ(options.value("name", "nobody"), "");
  EXPECT_EQ(parse({"--name", ""}).value("name", "nobody"), "");
}

TEST(Options, HaveTheNextArgumentAsValueWhateverItLooksLike) {
  EXPECT_EQ(parse({"--name", "--quiet"}).value("name", "nobody"), "--quiet");
  EXPECT_EQ(parse({"--name", "--"}).value("name", "nobody"), "--");
  EXPECT_FALSE(parse({"--name", "--quiet"}).has("quiet"));
}

TEST(Options, WithoutAValueAreSwitches) {
  const Options options = parse({"--quiet", "Ann"});
  EXPECT_TRUE(options.has("quiet"));
  EXPECT_FALSE(options.has("help"));
  EXPECT_EQ(options.operands(), Words{"Ann"});
}

TEST(Options, HaveAShortFormForHelpAlone) {
  EXPECT_TRUE(parse({"-h"}).has("help"));
  EXPECT_EQ(complaint({"-q"}), "unknown option -q; valid options: --name --count --quiet --help");
  EXPECT_EQ(complaint({"-5"}), "unknown option -5; valid options: --name --count --quiet --help");
}

TEST(Options, MayBeRepeated) {
  const Options options = parse({"--name", "Ann", "--quiet", "--name=Bob", "--quiet"});
  EXPECT_EQ(options.values("name"), (Words{"Ann", "Bob"}));
  EXPECT_EQ(options.value("name", "nobody"), "Bob") << "the last one counts";
  EXPECT_TRUE(options.has("quiet"));
}

TEST(Options, MayStandAmongOperands) {
  const Options options = parse({"host", "--quiet", "3000", "--name", "Ann", "end"});
  EXPECT_EQ(options.operands(), (Words{"host", "3000", "end"}));
  EXPECT_EQ(options.value("name", "nobody"), "Ann");
}

TEST(Options, EndAtTwoDashes) {
  const Options options = parse({"--quiet", "--", "--name", "-x", "--"});
  EXPECT_TRUE(options.has("quiet"));
  EXPECT_FALSE(options.has("name"));
  EXPECT_EQ(options.operands(), (Words{"--name", "-x", "--"}));
}

TEST(Options, LeaveASingleDashAndAnEmptyArgumentToTheOperands) {
  EXPECT_EQ(parse({"-", ""}).operands(), (Words{"-", ""}));
}

TEST(Options, ThatAreUnknownAreRefused) {
  EXPECT_EQ(complaint({"--nam", "Ann"}),
            "unknown option --nam; valid options: --name --count --quiet --help");
  EXPECT_EQ(complaint({"--names=Ann"}),
            "unknown option --names; valid options: --name --count --quiet --help");
  EXPECT_EQ(complaint({"--Name", "Ann"}),
            "unknown option --Name; valid options: --name --count --quiet --help");
  EXPECT_EQ(complaint({"--=Ann"}),
            "unknown option --; valid options: --name --count --quiet --help");
}

TEST(Options, ThatMissTheirValueAreRefused) {
  EXPECT_EQ(complaint({"--quiet", "--name"}), "--name needs a value: --name NAME");
}

TEST(Options, WithoutAValueAreRefusedIfOneIsGiven) {
  EXPECT_EQ(complaint({"--quiet=yes"}), "--quiet takes no value");
  EXPECT_EQ(complaint({"--quiet="}), "--quiet takes no value");
}

TEST(Options, MayBeNumbersInARange) {
  for (const char* number : {"5", "6", "20", "0012"}) {
    EXPECT_EQ(count_complaint(number), "accepted") << number;
  }
  EXPECT_EQ(parse({"--count", "5"}).number("count", 7, 5, 20), 5u);
  EXPECT_EQ(parse({"--count=0012"}).number("count", 7, 5, 20), 12u);
  EXPECT_EQ(parse({"--count", "5", "--count", "6"}).number("count", 7, 5, 20), 6u);
}

TEST(Options, AreRefusedIfTheyAreNotNumbersInTheirRange) {
  for (const char* number :
       {"4", "21", "0", "-5", "+5", "", " 5", "5 ", "5x", "x", "5.0", "0x5", "1e1",
        "99999999999999999999", "18446744073709551621"}) {  // 2 to the 64th and 5
    EXPECT_EQ(count_complaint(number),
              "--count takes a number from 5 to 20, not '" + std::string(number) + "'");
  }
}

TEST(Options, ThatArePortsGoFrom0To65535) {
  EXPECT_EQ(parse_port("PORT", "0", 0), 0);
  EXPECT_EQ(parse_port("PORT", "3000", 0), 3000);
  EXPECT_EQ(parse_port("PORT", "65535", 1), 65535);
  for (const char* text : {"65536", "68536", "-1", "", "http"}) {
    EXPECT_EQ(complaint_of([&] { parse_port("PORT", text, 0); }),
              "PORT takes a number from 0 to 65535, not '" + std::string(text) + "'");
  }
  EXPECT_EQ(complaint_of([&] { parse_port("PORT", "0", 1); }),
            "PORT takes a number from 1 to 65535, not '0'");
}

TEST(Options, ForColourAreAlwaysNeverOrTheDefault) {
  for (const bool by_default : {false, true}) {
    EXPECT_TRUE(parse_color("always", by_default));
    EXPECT_FALSE(parse_color("never", by_default));
    EXPECT_EQ(parse_color("auto", by_default), by_default);
  }
  for (const std::string when : {"", "yes", "Always", "auto ", "1"}) {
    EXPECT_EQ(complaint_of([&] { parse_color(when, true); }),
              "--color takes auto, always or never, not '" + when + "'");
  }
}

TEST(Options, ThatAreHostsMayHaveBrackets) {
  EXPECT_EQ(without_brackets("[::1]"), "::1");
  EXPECT_EQ(without_brackets("::1"), "::1");
  EXPECT_EQ(without_brackets("localhost"), "localhost");
  EXPECT_EQ(without_brackets("[]"), "");
}

}  // namespace
}  // namespace chatlab::options_test
