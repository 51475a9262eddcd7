#include "platform/address.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <unordered_set>

namespace chatlab::address_test {
namespace {

Address parsed(const std::string& ip, std::uint16_t port) {
  const auto address = Address::parse(ip, port);
  EXPECT_TRUE(address) << ip;
  return address.value_or(Address());
}

TEST(Address, IsUnspecifiedByDefault) {
  EXPECT_EQ(Address().to_string(), "0.0.0.0:0");
}

TEST(Address, PrintsIpv4WithItsPort) {
  const Address address = parsed("192.168.1.20", 3000);
  EXPECT_EQ(address.family(), Address::Family::ipv4);
  EXPECT_EQ(address.ip(), "192.168.1.20");
  EXPECT_EQ(address.port(), 3000);
  EXPECT_EQ(address.to_string(), "192.168.1.20:3000");
}

TEST(Address, KeepsIpv4BytesInNetworkOrder) {
  const Address::Bytes bytes = parsed("1.2.3.4", 5).bytes();
  EXPECT_EQ(bytes[0], 1);
  EXPECT_EQ(bytes[3], 4);
  EXPECT_EQ(bytes[4], 0);
}

TEST(Address, PrintsIpv6InBracketsBeforeThePort) {
  const Address address = parsed("2001:db8:0:0::1", 65535);
  EXPECT_EQ(address.family(), Address::Family::ipv6);
  EXPECT_EQ(address.ip(), "2001:db8::1");
  EXPECT_EQ(address.to_string(), "[2001:db8::1]:65535");
}

TEST(Address, PrintsTheZoneOfALinkLocalAddress) {
  const Address plain = parsed("fe80::1", 80);
  const Address zoned(plain.family(), plain.bytes(), plain.port(), 7);
  EXPECT_EQ(zoned.to_string(), "[fe80::1%7]:80");
}

TEST(Address, ParsesNothingButNumericAddresses) {
  for (const char* text : {"", "localhost", "1.2.3", "256.1.1.1", "1.2.3.4 ", "1.2.3.4:5", "::g"}) {
    EXPECT_FALSE(Address::parse(text, 1)) << '"' << text << '"';
  }
}

TEST(Address, IsEqualIfHostAndPortAreEqual) {
  EXPECT_EQ(parsed("::1", 9), parsed("0:0:0:0:0:0:0:1", 9));
  EXPECT_NE(parsed("::1", 9), parsed("::1", 10));
  EXPECT_NE(parsed("127.0.0.1", 9), parsed("127.0.0.2", 9));
}

// The four bytes of 1.2.3.4 are also the first four of 102:304::.
TEST(Address, DistinguishesFamiliesEvenIfTheBytesAreEqual) {
  const Address ipv4 = parsed("1.2.3.4", 9);
  const Address ipv6 = parsed("102:304::", 9);
  ASSERT_EQ(ipv4.bytes(), ipv6.bytes());
  EXPECT_NE(ipv4, ipv6);
  EXPECT_FALSE(ipv4.is_same_host(ipv6));
  EXPECT_TRUE(ipv4 < ipv6);
}

TEST(Address, DistinguishesZones) {
  const Address plain = parsed("fe80::1", 80);
  const Address zoned(plain.family(), plain.bytes(), plain.port(), 7);
  EXPECT_NE(plain, zoned);
  EXPECT_FALSE(plain.is_same_host(zoned));
}

TEST(Address, IsTheSameHostWhateverThePort) {
  EXPECT_TRUE(parsed("10.0.0.1", 1).is_same_host(parsed("10.0.0.1", 2)));
  EXPECT_FALSE(parsed("10.0.0.1", 1).is_same_host(parsed("10.0.0.2", 1)));
}

TEST(Address, IsOrderedByFamilyThenHostThenPort) {
  const std::set<Address> ordered = {parsed("::1", 1), parsed("10.0.0.2", 1), parsed("10.0.0.1", 2),
                                     parsed("10.0.0.1", 1)};
  std::string text;
  for (const Address& address : ordered) text += address.to_string() + ' ';
  EXPECT_EQ(text, "10.0.0.1:1 10.0.0.1:2 10.0.0.2:1 [::1]:1 ");
}

TEST(Address, HashesEqualIfItIsEqual) {
  EXPECT_EQ(AddressHash()(parsed("::1", 9)), AddressHash()(parsed("0::1", 9)));
}

// Members behind one host differ in the port alone, and neighbours in the last byte alone.
TEST(Address, HashesSpreadOverPortsAndHosts) {
  std::unordered_set<std::size_t> hashes;
  for (int port = 1; port <= 1000; ++port) {
    hashes.insert(AddressHash()(parsed("10.0.0.1", static_cast<std::uint16_t>(port))));
  }
  for (int host = 2; host <= 201; ++host) {
    hashes.insert(AddressHash()(parsed("10.0.0." + std::to_string(host), 1)));
  }
  EXPECT_EQ(hashes.size(), 1200u);
}

TEST(Resolve, ReturnsANumericAddressAsItIs) {
  EXPECT_EQ(resolve("127.0.0.1", 3000), std::vector<Address>{parsed("127.0.0.1", 3000)});
  EXPECT_EQ(resolve("::1", 3000), std::vector<Address>{parsed("::1", 3000)});
}

TEST(Resolve, FindsLocalhostOnceAnAddress) {
  const std::vector<Address> found = resolve("localhost", 3000);
  const std::set<Address> different(found.begin(), found.end());
  EXPECT_EQ(different.size(), found.size());
  EXPECT_TRUE(different.count(parsed("127.0.0.1", 3000)) == 1 ||
              different.count(parsed("::1", 3000)) == 1);
  EXPECT_TRUE(std::all_of(found.begin(), found.end(),
                          [](const Address& address) { return address.port() == 3000; }));
}

// No part of a name may have more than 63 bytes (RFC 1035 2.3.4), so no name server is asked.
TEST(Resolve, SaysWhichNameItDidNotFindAndWhy) {
  const std::string host(64, 'x');
  try {
    resolve(host, 3000);
    FAIL() << "that name exists";
  } catch (const std::runtime_error& error) {
    const std::string text = error.what();
    const std::string start = "resolve " + host + ": ";
    EXPECT_EQ(text.substr(0, start.size()), start);
    EXPECT_GT(text.size(), start.size()) << "no reason is given";
  }
}

}  // namespace
}  // namespace chatlab::address_test
