#include "apps/peer/peer_options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/usage_errors.hpp"

namespace chatlab::peer_options_test {
namespace {

using Words = std::vector<std::string>;

std::string complaint(const Words& arguments) {
  return complaint_of([&] { parse_peer_options(arguments); });
}

// The address as text; `none` if it was not given.
std::string printed(const std::optional<Address>& address) {
  return address ? address->to_string() : "none";
}

TEST(PeerOptions, LackBothAddressesUnlessGiven) {
  const PeerOptions options = parse_peer_options({});
  EXPECT_EQ(printed(options.bind), "none");
  EXPECT_EQ(printed(options.to), "none");
  EXPECT_FALSE(options.help);
  EXPECT_FALSE(options.version);
}

TEST(PeerOptions, AcceptBothAddresses) {
  const PeerOptions options = parse_peer_options({"--bind", "127.0.0.1:6001", "--to=192.0.2.7:80"});
  EXPECT_EQ(printed(options.bind), "127.0.0.1:6001");
  EXPECT_EQ(printed(options.to), "192.0.2.7:80");
}

TEST(PeerOptions, AcceptOneAddress) {
  EXPECT_EQ(printed(parse_peer_options({"--bind", "127.0.0.1:6001"}).to), "none");
  EXPECT_EQ(printed(parse_peer_options({"--to", "127.0.0.1:6001"}).bind), "none");
}

TEST(PeerOptions, AcceptAnIpv6AddressInBrackets) {
  const PeerOptions options =
      parse_peer_options({"--bind", "[::]:0", "--to", "[2001:db8::1]:65535"});
  EXPECT_EQ(printed(options.bind), "[::]:0");
  EXPECT_EQ(printed(options.to), "[2001:db8::1]:65535");
}

TEST(PeerOptions, RefuseABadAddressAndShowTheForm) {
  for (const std::string text :
       {"", "6001", "127.0.0.1", "localhost:6001", ":6001", "1.2.3:6001", "256.1.1.1:6001",
        "::1:6001", "[::1:6001", "::1]:6001", "[]:6001", "[127.0.0.1]:6001"}) {
    for (const std::string option : {"--bind", "--to"}) {
      EXPECT_EQ(complaint({option, text}),
                option + " takes IP:PORT, or [IP]:PORT for IPv6, not '" + text + "'");
    }
  }
}

TEST(PeerOptions, RefuseABadPort) {
  for (const std::string port : {"", "65536", "-1", "http", " 1"}) {
    EXPECT_EQ(complaint({"--to", "127.0.0.1:" + port}),
              "the port in --to takes a number from 1 to 65535, not '" + port + "'");
    EXPECT_EQ(complaint({"--bind", "[::1]:" + port}),
              "the port in --bind takes a number from 0 to 65535, not '" + port + "'");
  }
}

TEST(PeerOptions, RefuseOperandsAndUnknownOptions) {
  EXPECT_EQ(complaint({"127.0.0.1:6001"}), "unexpected argument '127.0.0.1:6001', see --help");
  EXPECT_EQ(complaint({"--name", "Ann"}),
            "unknown option --name; valid options: --bind --to --trace --explain --capture "
            "--capture-limit --help --version");
  EXPECT_EQ(complaint({"--bind"}), "--bind needs a value: --bind IP:PORT");
  EXPECT_EQ(complaint({"--to"}), "--to needs a value: --to IP:PORT");
}

TEST(PeerOptions, KnowHelpAndVersion) {
  EXPECT_TRUE(parse_peer_options({"--help"}).help);
  EXPECT_TRUE(parse_peer_options({"-h"}).help);
  EXPECT_TRUE(parse_peer_options({"--version"}).version);
  EXPECT_TRUE(parse_peer_options({"more", "--bind", "nowhere", "--help"}).help)
      << "help comes first";
}

TEST(PeerOptions, AreAllListedInTheHelp) {
  const std::string help = peer_help();
  for (const char* option : {"--bind IP:PORT", "--to IP:PORT", "--help", "--version"}) {
    EXPECT_NE(help.find(option), std::string::npos) << option;
  }
}

}  // namespace
}  // namespace chatlab::peer_options_test
