#include "apps/proxy/proxy_options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/usage_errors.hpp"

namespace chatlab::proxy_options_test {
namespace {

using Words = std::vector<std::string>;

ProxyOptions parse(Words more) {
  more.insert(more.begin(), {"--listen", "3001", "--to", "127.0.0.1:3000"});
  return parse_proxy_options(more);
}

std::string complaint(const Words& more) {
  return complaint_of([&] { parse(more); });
}

TEST(ProxyOptions, PassEverythingOnByDefault) {
  const ProxyOptions options = parse({});
  EXPECT_EQ(options.listen.host, "127.0.0.1");
  EXPECT_EQ(options.listen.port, 3001);
  EXPECT_EQ(options.to.host, "127.0.0.1");
  EXPECT_EQ(options.to.port, 3000);
  EXPECT_EQ(options.traffic, Traffic::tcp);
  EXPECT_TRUE(options.faults.empty());
  EXPECT_FALSE(options.seed);
  EXPECT_FALSE(options.hex);
}

TEST(ProxyOptions, AcceptHostsAndIpv6Addresses) {
  const ProxyOptions options =
      parse_proxy_options({"--listen", "[::1]:0", "--to", "server.example:80"});
  EXPECT_EQ(options.listen.host, "::1");
  EXPECT_EQ(options.listen.port, 0);
  EXPECT_EQ(options.to.host, "server.example");
  EXPECT_EQ(options.to.port, 80);
}

TEST(ProxyOptions, AcceptFaultsForEachDirection) {
  const ProxyOptions options =
      parse({"--s2c", "chop 1", "--c2s=delay 1s stall", "--both", "loss 1%"});
  ASSERT_EQ(options.faults.size(), 3u);
  EXPECT_EQ(options.faults[0].directions, std::vector<Direction>{Direction::c2s});
  EXPECT_EQ(options.faults[0].faults.size(), 2u);
  EXPECT_EQ(options.faults[1].directions, std::vector<Direction>{Direction::s2c});
  EXPECT_EQ(options.faults[2].directions.size(), 2u);
}

TEST(ProxyOptions, KnowWhatUdpIsWhereverItStands) {
  EXPECT_EQ(parse({"--both", "duplicate 5%", "--udp"}).traffic, Traffic::udp);
  EXPECT_EQ(complaint({"--udp", "--both", "chop 1"}),
            "--both: chop is for TCP: a datagram is never cut or joined, and has no connection");
}

TEST(ProxyOptions, AcceptASeedAScriptAndAnIdleLimit) {
  const ProxyOptions options =
      parse({"--seed=7", "--script", "demo", "--datagram-idle", "5s", "--hex"});
  EXPECT_EQ(*options.seed, 7u);
  EXPECT_EQ(options.script, "demo");
  EXPECT_EQ(options.datagram_idle.count(), 5000000);
  EXPECT_TRUE(options.hex);
  EXPECT_EQ(complaint({"--datagram-idle", "5"}),
            "--datagram-idle takes a number with a unit (us, ms, s, min, h), such as 200ms or "
            "1.5s, not '5'");
}

TEST(ProxyOptions, RefuseAPlaceThatIsNoneAndShowTheForm) {
  const auto listen = [](const std::string& place) {
    return complaint_of([&] { parse_proxy_options({"--to=a:1", "--listen", place}); });
  };
  const auto to = [](const std::string& place) {
    return complaint_of([&] { parse_proxy_options({"--listen=1", "--to", place}); });
  };
  EXPECT_EQ(listen("::1:80"), "--listen takes [HOST:]PORT, an IPv6 HOST in [], not '::1:80'");
  EXPECT_EQ(listen(":80"), "--listen takes [HOST:]PORT, an IPv6 HOST in [], not ':80'");
  EXPECT_EQ(listen("x"), "the port in --listen takes a number from 0 to 65535, not 'x'");
  EXPECT_EQ(to("3000"), "--to takes HOST:PORT, an IPv6 HOST in [], not '3000'");
  EXPECT_EQ(to("a:0"), "the port in --to takes a number from 1 to 65535, not '0'");
}

TEST(ProxyOptions, NeedBothPlaces) {
  EXPECT_EQ(complaint_of([] {
              parse_proxy_options({"--to", "a:1"});
            }),
            "--listen is needed, see --help");
  EXPECT_EQ(complaint_of([] {
              parse_proxy_options({"--listen", "1"});
            }),
            "--to is needed, see --help");
  EXPECT_TRUE(parse_proxy_options({"--help"}).help);
}

}  // namespace
}  // namespace chatlab::proxy_options_test
