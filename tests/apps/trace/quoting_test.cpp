#include "apps/trace/quoting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatlab::quoting_test {
namespace {

TEST(Quoting, PrintableTextIsShownAsItIs) {
  EXPECT_EQ(quoted("5         hello", 80), "\"5         hello\"");
  EXPECT_EQ(quoted("", 80), "\"\"");
}

TEST(Quoting, OtherBytesAreEscapedAsInC) {
  EXPECT_EQ(quoted("a\r\n\tb", 80), "\"a\\r\\n\\tb\"");
  EXPECT_EQ(quoted("\"\\", 80), "\"\\\"\\\\\"");
  EXPECT_EQ(quoted("\33[0m", 80), "\"\\33[0m\"");
  EXPECT_EQ(quoted("\xc3\xa9", 80), "\"\\303\\251\"");
}

TEST(Quoting, AnOctalEscapeNeverSwallowsADigit) {
  EXPECT_EQ(quoted(std::string("\0001", 2), 80), "\"\\0001\"");
  EXPECT_EQ(quoted(std::string("\0x", 2), 80), "\"\\0x\"");
  EXPECT_EQ(quoted(std::string("\33"
                               "7"),
                   80),
            "\"\\0337\"");
}

TEST(Quoting, WhatDoesNotFitIsCut) {
  EXPECT_EQ(quoted("0123456789", 12), "\"0123456789\"");
  EXPECT_EQ(quoted("0123456789", 11), "\"012345\"...");
}

TEST(Quoting, NoTextIsWiderThanTheColumns) {
  for (std::size_t columns = 10; columns < 40; ++columns) {
    for (std::size_t size = 0; size < 50; ++size) {
      const std::string escapes(size, '\1');
      EXPECT_LE(quoted(escapes, columns).size(), columns);
      EXPECT_LE(quoted(std::string(size, 'a'), columns).size(), columns);
    }
  }
}

}  // namespace
}  // namespace chatlab::quoting_test
