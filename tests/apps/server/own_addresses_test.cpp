#include "apps/server/own_addresses.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/wine.hpp"

namespace chatlab::own_addresses_test {
namespace {

Address at(const std::string& ip, std::uint16_t port) {
  return *Address::parse(ip, port);
}

TEST(OwnAddresses, AreThoseThatAnEndpointIsBoundTo) {
  OwnAddresses own;
  EXPECT_FALSE(own.contains(at("127.0.0.1", 3000)));
  own.add(at("127.0.0.1", 3000));
  own.add(at("127.0.0.1", 5555));
  EXPECT_TRUE(own.contains(at("127.0.0.1", 3000)));
  EXPECT_TRUE(own.contains(at("127.0.0.1", 5555)));
  EXPECT_FALSE(own.contains(at("127.0.0.1", 3001)));
  EXPECT_FALSE(own.contains(at("127.0.0.2", 3000)));
  EXPECT_FALSE(own.contains(at("::1", 3000)));
}

// 192.0.2.0/24 is for documentation: no machine has such an address. RFC 5737
TEST(OwnAddresses, AreAllOfThisMachineIfAnEndpointIsBoundToAll) {
  if (under_wine()) GTEST_SKIP() << "Wine binds to addresses that the machine does not have";
  OwnAddresses own;
  own.add(at("0.0.0.0", 3000));
  EXPECT_TRUE(own.contains(at("127.0.0.1", 3000)));
  EXPECT_FALSE(own.contains(at("127.0.0.1", 3001)));
  EXPECT_FALSE(own.contains(at("192.0.2.1", 3000)));
  EXPECT_FALSE(own.contains(at("::1", 3000))) << "an endpoint of IPv4 sends over IPv4";
}

}  // namespace
}  // namespace chatlab::own_addresses_test
