#include "apps/client/client_options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "apps/protocols/registry.hpp"
#include "platform/standard_output.hpp"
#include "tests/support/usage_errors.hpp"

namespace chatlab::client_options_test {
namespace {

using Words = std::vector<std::string>;

std::string complaint(const Words& arguments) {
  return complaint_of([&] { parse_client_options(arguments); });
}

TEST(ClientOptions, ChooseFramedOnThisMachineByDefault) {
  const ClientOptions options = parse_client_options({});
  ASSERT_NE(options.protocol, nullptr);
  EXPECT_EQ(options.protocol->name(), "framed");
  EXPECT_EQ(options.host, "127.0.0.1");
  EXPECT_EQ(options.port, 3000);
  EXPECT_EQ(options.name, "") << "to be asked for";
  EXPECT_FALSE(options.timestamps);
  EXPECT_FALSE(options.help);
  EXPECT_FALSE(options.version);
}

TEST(ClientOptions, AcceptTheName) {
  EXPECT_EQ(parse_client_options({"--name", "Ann"}).name, "Ann");
  EXPECT_EQ(parse_client_options({"--name=Ann Lee"}).name, "Ann Lee");
}

TEST(ClientOptions, RefuseAnEmptyName) {
  EXPECT_EQ(complaint({"--name", ""}), "--name takes a name of 1 to 32 characters");
  EXPECT_EQ(complaint({"--name="}), "--name takes a name of 1 to 32 characters");
}

TEST(ClientOptions, AcceptTheHost) {
  const ClientOptions options = parse_client_options({"chat.example"});
  EXPECT_EQ(options.host, "chat.example");
  EXPECT_EQ(options.port, 3000);
}

TEST(ClientOptions, AcceptTheHostAndThePort) {
  const ClientOptions options = parse_client_options({"::1", "--name", "Ann", "4000"});
  EXPECT_EQ(options.host, "::1");
  EXPECT_EQ(options.port, 4000);
}

TEST(ClientOptions, ChooseTheProtocolsOwnPort) {
  for (const Protocol* protocol : all_protocols()) {
    const std::string name(protocol->name());
    const ClientOptions options = parse_client_options({"--protocol", name, "chat.example"});
    EXPECT_EQ(options.protocol, protocol) << name;
    EXPECT_EQ(options.port, protocol->default_port()) << name;
    EXPECT_EQ(parse_client_options({"--protocol", name, "chat.example", "77"}).port, 77) << name;
  }
}

TEST(ClientOptions, RefuseAnUnknownProtocolAndNameTheKnownOnes) {
  EXPECT_EQ(complaint({"--protocol", "irc"}),
            "--protocol takes one of " + protocol_names() + ", not 'irc'");
}

TEST(ClientOptions, RefuseABadPort) {
  EXPECT_EQ(complaint({"chat.example", "http"}), "PORT takes a number from 1 to 65535, not 'http'");
  EXPECT_EQ(complaint({"chat.example", "65536"}),
            "PORT takes a number from 1 to 65535, not '65536'");
}

TEST(ClientOptions, UseColourAlwaysOrNever) {
  EXPECT_TRUE(parse_client_options({"--color", "always"}).color);
  EXPECT_FALSE(parse_client_options({"--color=never"}).color);
}

TEST(ClientOptions, UseColourOnATerminalByDefault) {
  EXPECT_EQ(parse_client_options({}).color, parse_client_options({"--color", "auto"}).color);
  EXPECT_TRUE(!parse_client_options({}).color || standard_output_is_terminal());
}

TEST(ClientOptions, RefuseAnUnknownValueOfColor) {
  EXPECT_EQ(complaint({"--color", "yes"}), "--color takes auto, always or never, not 'yes'");
  EXPECT_EQ(complaint({"--color"}), "--color needs a value: --color auto|always|never");
}

TEST(ClientOptions, ShowTimestampsIfAsked) {
  EXPECT_TRUE(parse_client_options({"--timestamps"}).timestamps);
  EXPECT_EQ(complaint({"--timestamps=yes"}), "--timestamps takes no value");
}

TEST(ClientOptions, RefuseAThirdOperandAndUnknownOptions) {
  EXPECT_EQ(complaint({"chat.example", "4000", "more"}), "unexpected argument 'more', see --help");
  EXPECT_EQ(complaint({"--listen", "framed"}).find("unknown option --listen; valid options: --"),
            0u);
  EXPECT_EQ(complaint({"--name"}), "--name needs a value: --name NAME");
}

TEST(ClientOptions, KnowHelpAndVersion) {
  EXPECT_TRUE(parse_client_options({"--help"}).help);
  EXPECT_TRUE(parse_client_options({"-h"}).help);
  EXPECT_TRUE(parse_client_options({"--version"}).version);
  EXPECT_TRUE(parse_client_options({"a", "b", "c", "--help"}).help) << "help comes first";
}

TEST(ClientOptions, AreAllListedInTheHelp) {
  const std::string help = client_help();
  for (const char* option :
       {"--protocol", "--name", "--color", "--timestamps", "--help", "--version", "HOST", "PORT"}) {
    EXPECT_NE(help.find(option), std::string::npos) << option;
  }
}

}  // namespace
}  // namespace chatlab::client_options_test
