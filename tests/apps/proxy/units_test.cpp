#include "apps/proxy/units.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/usage_errors.hpp"

namespace chatlab::units_test {
namespace {

TEST(Units, ArePartOfADuration) {
  EXPECT_EQ(parse_duration("delay", "200ms").count(), 200000);
  EXPECT_EQ(parse_duration("delay", "1.5s").count(), 1500000);
  EXPECT_EQ(parse_duration("delay", "7us").count(), 7);
  EXPECT_EQ(parse_duration("delay", "2min").count(), 120000000);
  EXPECT_EQ(parse_duration("delay", "24h").count(), 86400000000);
  EXPECT_EQ(parse_duration("delay", "0s").count(), 0);
}

TEST(Units, ArePartOfASize) {
  EXPECT_EQ(parse_size("after", "2000B"), 2000u);
  EXPECT_EQ(parse_size("after", "64KiB"), 65536u);
  EXPECT_EQ(parse_size("after", "1.5KiB"), 1536u);
  EXPECT_EQ(parse_size("after", "1kB"), 1000u);
  EXPECT_EQ(parse_size("after", "1MB"), 1000000u);
  EXPECT_EQ(parse_size("after", "1MiB"), 1048576u);
  EXPECT_EQ(parse_rate("rate", "20KiB/s"), 20480u);
}

TEST(Units, AreOptionalForACountOfBytes) {
  EXPECT_EQ(parse_count("chop", "1"), 1u);
  EXPECT_EQ(parse_count("chop", "10B"), 10u);
  EXPECT_EQ(parse_count("limit", "2KiB"), 2048u);
  EXPECT_EQ(complaint_of([] { parse_count("chop", "0"); }), "chop takes 1B to 1048576MiB, not 0B");
}

TEST(Units, MeasureAShareExactly) {
  EXPECT_EQ(parse_share("loss", "10%"), 100000u);
  EXPECT_EQ(parse_share("loss", "0.5%"), 5000u);
  EXPECT_EQ(parse_share("loss", "100%"), certainly);
  EXPECT_EQ(complaint_of([] { parse_share("loss", "101%"); }), "loss takes 0% to 100%, not 101%");
}

TEST(Units, ThatAreMissingOrWrongAreNamed) {
  EXPECT_EQ(complaint_of([] { parse_duration("delay", "200"); }),
            "delay takes a number with a unit (us, ms, s, min, h), such as 200ms or 1.5s, not "
            "'200'");
  EXPECT_EQ(complaint_of([] { parse_size("after", "2kb"); }),
            "after takes a number with a unit (B, kB, MB, KiB, MiB), such as 2000B or 64KiB, not "
            "'2kb'");
  EXPECT_EQ(complaint_of([] { parse_rate("rate", "1000"); }),
            "rate takes a number with a unit (B/s, kB/s, MB/s, KiB/s, MiB/s), such as 20KiB/s, not "
            "'1000'");
  EXPECT_EQ(complaint_of([] { parse_share("loss", "0.2"); }),
            "loss takes a number with a unit (%), such as 10%, not '0.2'");
}

TEST(Units, AreNotGuessedFromWhatIsNoNumber) {
  for (const std::string text : {"", "s", "-1s", "+1s", "1 s", "1.s", ".5s", "1e3s", "0x10s",
                                 "1.2.3s", "1,5s", "1.5us", "9999999999999999s", "1.0000001s"}) {
    EXPECT_NE(complaint_of([&] { parse_duration("delay", text); }), "accepted") << text;
  }
  EXPECT_NE(complaint_of([] { parse_duration("delay", "25h"); }), "accepted");
  EXPECT_NE(complaint_of([] { parse_size("after", "1.5B"); }), "accepted");
}

TEST(Units, TellADurationFromASize) {
  EXPECT_TRUE(is_duration("10s"));
  EXPECT_TRUE(is_duration("1min"));
  EXPECT_FALSE(is_duration("10B"));
  EXPECT_FALSE(is_duration("10"));
}

TEST(Units, ArePrintedAsTheyAreRead) {
  for (const std::string text : {"0us", "1us", "200ms", "1500ms", "10s", "3min", "24h"}) {
    EXPECT_EQ(duration_text(parse_duration("delay", text)), text);
  }
  for (const std::string text : {"0B", "1B", "2kB", "64KiB", "3MiB", "1025B"}) {
    EXPECT_EQ(size_text(parse_size("after", text)), text);
  }
  for (const std::string text : {"0%", "10%", "0.5%", "33.3333%", "100%"}) {
    EXPECT_EQ(share_text(parse_share("loss", text)), text);
  }
}

}  // namespace
}  // namespace chatlab::units_test
