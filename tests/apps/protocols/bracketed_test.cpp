#include "apps/protocols/bracketed.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::bracketed_test {
namespace {

TEST(Bracketed, EndsTheSenderAtTheFirstBracketWithASpaceAfterIt) {
  EXPECT_EQ(line_of(read_bracketed("[Ann] hello")), "Ann > hello");
  EXPECT_EQ(line_of(read_bracketed("[Ann] [Bob] hi")), "Ann > [Bob] hi");
  EXPECT_EQ(line_of(read_bracketed("[[::1]:5555] a] b")), "[::1]:5555 > a] b");
}

TEST(Bracketed, KeepsTheSpacesOfAText) {
  EXPECT_EQ(line_of(read_bracketed("[Ann]   a b ")), "Ann >   a b ");
  EXPECT_EQ(line_of(read_bracketed("[Ann] ")), "Ann > ");
}

TEST(Bracketed, HasNoSenderWithoutBothBrackets) {
  for (const std::string bytes :
       {"hello", "[Ann]hello", "[Ann]", "[Ann", "Ann] hello", " [Ann] hi", "[", ""}) {
    EXPECT_EQ(line_of(read_bracketed(bytes)), "unattributed: " + bytes);
  }
}

}  // namespace
}  // namespace chatlab::bracketed_test
