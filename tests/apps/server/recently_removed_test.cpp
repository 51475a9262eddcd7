#include "apps/server/recently_removed.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace chatlab::recently_removed_test {
namespace {

Address at(int port) {
  return *Address::parse("127.0.0.1", static_cast<std::uint16_t>(port));
}

TEST(RecentlyRemoved, AreForgottenWhenTheyAreAskedFor) {
  RecentlyRemoved removed;
  EXPECT_FALSE(removed.forget(at(1)));
  removed.add(at(1));
  removed.add(at(2));
  removed.add(at(1));
  EXPECT_TRUE(removed.forget(at(1)));
  EXPECT_FALSE(removed.forget(at(1)));
  EXPECT_TRUE(removed.forget(at(2)));
}

TEST(RecentlyRemoved, AreTheLatestThousand) {
  RecentlyRemoved removed;
  for (int port = 1; port <= 1001; ++port) removed.add(at(port));
  removed.add(at(2));  // and is the latest now
  removed.add(at(1002));
  EXPECT_FALSE(removed.forget(at(1)));
  EXPECT_TRUE(removed.forget(at(2)));
  EXPECT_FALSE(removed.forget(at(3)));
  for (int port = 4; port <= 1002; ++port) EXPECT_TRUE(removed.forget(at(port))) << port;
}

}  // namespace
}  // namespace chatlab::recently_removed_test
