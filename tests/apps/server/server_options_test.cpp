#include "apps/server/server_options.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "apps/protocols/registry.hpp"
#include "platform/standard_output.hpp"
#include "tests/support/usage_errors.hpp"

namespace chatlab::server_options_test {
namespace {

using Words = std::vector<std::string>;
using std::chrono::seconds;

std::string complaint(const Words& arguments) {
  return complaint_of([&] { parse_server_options(arguments); });
}

// The endpoints of a server, each as `framed 127.0.0.1 3000`.
Words endpoints(const Words& arguments) {
  Words lines;
  for (const EndpointOption& endpoint : parse_server_options(arguments).endpoints) {
    lines.push_back(std::string(endpoint.protocol->name()) + ' ' + endpoint.host + ' ' +
                    std::to_string(endpoint.port));
  }
  return lines;
}

Words each_protocol_at(const std::string& host) {
  Words lines;
  for (const Protocol* protocol : all_protocols()) {
    lines.push_back(std::string(protocol->name()) + ' ' + host + ' ' +
                    std::to_string(protocol->default_port()));
  }
  return lines;
}

Limits limits(const Words& arguments) {
  return parse_server_options(arguments).limits;
}

// -------------------------------------------------------------------------------- where to listen

TEST(ServerOptions, ServeThisMachineOnPort3000ByDefault) {
  EXPECT_EQ(endpoints({}), (Words{"framed 127.0.0.1 3000", "datagram 127.0.0.1 3000"}));
  EXPECT_EQ(endpoints({"--host", "::"}), (Words{"framed :: 3000", "datagram :: 3000"}));
}

TEST(ServerOptions, ListenOnTheProtocolsOwnPort) {
  EXPECT_EQ(endpoints({"--listen", "framed"}), Words{"framed 127.0.0.1 3000"});
}

TEST(ServerOptions, ListenOnAnotherPort) {
  EXPECT_EQ(endpoints({"--listen", "framed:4000"}), Words{"framed 127.0.0.1 4000"});
  EXPECT_EQ(endpoints({"--listen=framed:0"}), Words{"framed 127.0.0.1 0"});
}

TEST(ServerOptions, ListenOnAnotherHost) {
  EXPECT_EQ(endpoints({"--listen", "framed:192.0.2.1:4000"}), Words{"framed 192.0.2.1 4000"});
  EXPECT_EQ(endpoints({"--listen", "framed:chat.example:4000"}), Words{"framed chat.example 4000"});
}

TEST(ServerOptions, ListenOnAnIpv6HostInBrackets) {
  EXPECT_EQ(endpoints({"--listen", "framed:[::1]:4000"}), Words{"framed ::1 4000"});
  EXPECT_EQ(endpoints({"--listen", "framed:[fe80::1%lo]:0"}), Words{"framed fe80::1%lo 0"});
}

TEST(ServerOptions, ListenOnTheCommonHostIfNoOtherIsNamed) {
  const Words arguments = {"--listen", "framed:4000", "--listen", "framed:192.0.2.1:4001",
                           "--host",   "0.0.0.0",     "--listen", "framed"};
  EXPECT_EQ(endpoints(arguments),
            (Words{"framed 0.0.0.0 4000", "framed 192.0.2.1 4001", "framed 0.0.0.0 3000"}));
}

TEST(ServerOptions, ListenForEachProtocolIfAllAreAskedFor) {
  EXPECT_EQ(endpoints({"--listen", "all"}), each_protocol_at("127.0.0.1"));
  EXPECT_EQ(endpoints({"--listen", "all", "--host", "::1"}), each_protocol_at("::1"));
}

TEST(ServerOptions, ListenForAllBesideOthers) {
  Words expected = each_protocol_at("127.0.0.1");
  expected.push_back("framed 127.0.0.1 0");
  EXPECT_EQ(endpoints({"--listen", "all", "--listen", "framed:0"}), expected);
}

TEST(ServerOptions, RefuseAnUnknownProtocolAndNameTheKnownOnes) {
  for (const char* option : {"http", "http:80", "", ":3000", "Framed", "all:3000"}) {
    EXPECT_EQ(complaint({"--listen", option}), "--listen " + std::string(option) +
                                                   ": unknown protocol, expected one of " +
                                                   protocol_names() + ", or all");
  }
}

TEST(ServerOptions, RefuseABadPort) {
  const auto expected = [](const std::string& option, const std::string& port) {
    return "the port in --listen " + option + " takes a number from 0 to 65535, not '" + port + "'";
  };
  EXPECT_EQ(complaint({"--listen", "framed:"}), expected("framed:", ""));
  EXPECT_EQ(complaint({"--listen", "framed:65536"}), expected("framed:65536", "65536"));
  EXPECT_EQ(complaint({"--listen", "framed:-1"}), expected("framed:-1", "-1"));
  EXPECT_EQ(complaint({"--listen", "framed:localhost"}), expected("framed:localhost", "localhost"));
  EXPECT_EQ(complaint({"--listen", "framed:localhost:"}), expected("framed:localhost:", ""));
  EXPECT_EQ(complaint({"--listen", "framed:[::1]:x"}), expected("framed:[::1]:x", "x"));
}

TEST(ServerOptions, RefuseABadHostAndShowTheForm) {
  for (const char* option : {"framed::4000", "framed:::1:4000", "framed:a:b:4000",
                             "framed:[::1:4000", "framed:::1]:4000", "framed:[]:4000"}) {
    EXPECT_EQ(complaint({"--listen", option}),
              "--listen " + std::string(option) +
                  ": expected PROTOCOL[:[HOST:]PORT], an IPv6 HOST in []");
  }
}

// ----------------------------------------------------------------------------------- how to serve

TEST(ServerOptions, UsePollByDefault) {
  EXPECT_EQ(parse_server_options({}).demultiplexer, "poll");
  EXPECT_EQ(parse_server_options({"--demultiplexer", "poll"}).demultiplexer, "poll");
  EXPECT_EQ(parse_server_options({"--demultiplexer=select"}).demultiplexer, "select");
}

TEST(ServerOptions, RefuseAnUnknownDemultiplexer) {
  EXPECT_EQ(complaint({"--demultiplexer", "epoll"}),
            "--demultiplexer takes poll or select, not 'epoll'");
  EXPECT_EQ(complaint({"--demultiplexer="}), "--demultiplexer takes poll or select, not ''");
}

TEST(ServerOptions, UseColourAlwaysOrNever) {
  EXPECT_TRUE(parse_server_options({"--color", "always"}).color);
  EXPECT_FALSE(parse_server_options({"--color=never"}).color);
}

TEST(ServerOptions, DecideAboutColourByDefault) {
  EXPECT_EQ(parse_server_options({}).color, parse_server_options({"--color", "auto"}).color);
  EXPECT_TRUE(!parse_server_options({}).color || standard_output_is_terminal());
}

TEST(ServerOptions, RefuseAnUnknownWayToUseColour) {
  EXPECT_EQ(complaint({"--color", "yes"}), "--color takes auto, always or never, not 'yes'");
  EXPECT_EQ(complaint({"--color"}), "--color needs a value: --color auto|always|never");
}

TEST(ServerOptions, HaveTheDocumentedLimits) {
  const Limits found = limits({});
  EXPECT_EQ(found.max_members, 10000u);
  EXPECT_EQ(found.max_newcomers, 1000u);
  EXPECT_EQ(found.max_message, 65536u);
  EXPECT_EQ(found.max_backlog, 1048576u);
  EXPECT_EQ(found.join_timeout, seconds(30));
  EXPECT_EQ(found.datagram_idle, seconds(1800));
}

TEST(ServerOptions, AcceptOtherLimits) {
  const Limits found =
      limits({"--max-members", "5", "--max-message", "1000", "--max-backlog", "20000",
              "--join-timeout", "3", "--datagram-idle", "60", "--max-newcomers", "7"});
  EXPECT_EQ(found.max_members, 5u);
  EXPECT_EQ(found.max_newcomers, 7u);
  EXPECT_EQ(found.max_message, 1000u);
  EXPECT_EQ(found.max_backlog, 20000u);
  EXPECT_EQ(found.join_timeout, seconds(3));
  EXPECT_EQ(found.datagram_idle, seconds(60));
}

TEST(ServerOptions, RefuseLimitsThatAreOutOfRange) {
  struct Range {
    std::string option;
    std::string too_little;
    std::string too_much;
  };
  for (const Range& range : std::vector<Range>{{"--max-members", "0", "1000001"},
                                               {"--max-newcomers", "0", "1000001"},
                                               {"--max-message", "0", "268435457"},
                                               {"--max-backlog", "1023", "1073741825"},
                                               {"--join-timeout", "0", "315360001"},
                                               {"--datagram-idle", "0", "315360001"}}) {
    for (const std::string& value : {range.too_little, range.too_much, std::string("many")}) {
      const std::string found = complaint({range.option, value});
      EXPECT_EQ(found.find(range.option + " takes a number from "), 0u) << found;
      EXPECT_NE(found.find(", not '" + value + "'"), std::string::npos) << found;
    }
  }
  EXPECT_EQ(complaint({"--max-members", "0"}),
            "--max-members takes a number from 1 to 1000000, not '0'");
}

TEST(ServerOptions, AcceptTheOutermostLimits) {
  EXPECT_EQ(limits({"--max-members", "1"}).max_members, 1u);
  EXPECT_EQ(limits({"--max-backlog", "1024", "--max-message", "256"}).max_backlog, 1024u);
  EXPECT_EQ(limits({"--max-message", "268435456", "--max-backlog", "1073741824"}).max_message,
            268435456u);
  EXPECT_EQ(limits({"--datagram-idle", "315360000"}).datagram_idle, seconds(315360000));
}

TEST(ServerOptions, RefuseAMessageOfMoreThanAQuarterOfTheBacklog) {
  EXPECT_EQ(complaint({"--max-message", "257", "--max-backlog", "1024"}),
            "--max-message 257 does not go with --max-backlog 1024: a message may be a quarter of "
            "the backlog at most, or one message could cost slow members their place");
  for (const std::vector<std::string>& one : std::vector<std::vector<std::string>>{
           {"--max-message", "262145"}, {"--max-backlog", "262143"}}) {
    EXPECT_NE(complaint(one).find(" does not go with "), std::string::npos) << one[0];
  }
  EXPECT_EQ(limits({"--max-message", "262144"}).max_message, 262144u);
  EXPECT_EQ(limits({"--max-backlog", "262144"}).max_backlog, 262144u);
}

TEST(ServerOptions, RefuseOperandsAndUnknownOptions) {
  EXPECT_EQ(complaint({"framed"}), "unexpected argument 'framed', see --help");
  EXPECT_EQ(complaint({"--", "--listen"}), "unexpected argument '--listen', see --help");
  EXPECT_EQ(complaint({"--port", "3000"}).find("unknown option --port; valid options: --listen "),
            0u);
  EXPECT_EQ(complaint({"--listen"}), "--listen needs a value: --listen PROTOCOL[:[HOST:]PORT]");
}

// ---------------------------------------------------------------------------------------- the help

TEST(ServerOptions, KnowHelpAndVersion) {
  EXPECT_FALSE(parse_server_options({}).help);
  EXPECT_FALSE(parse_server_options({}).version);
  EXPECT_TRUE(parse_server_options({"--help"}).help);
  EXPECT_TRUE(parse_server_options({"-h"}).help);
  EXPECT_TRUE(parse_server_options({"--version"}).version);
  EXPECT_TRUE(parse_server_options({"--listen", "http", "--help"}).help) << "help comes first";
}

TEST(ServerOptions, AreAllInTheHelp) {
  const std::string help = server_help();
  for (const char* option :
       {"--listen", "--host", "--demultiplexer", "--max-members", "--max-message", "--max-backlog",
        "--max-newcomers", "--join-timeout", "--datagram-idle", "--color", "--help", "--version"}) {
    EXPECT_NE(help.find(option), std::string::npos) << option;
  }
}

TEST(ServerOptions, AreInTheHelpWithTheirTrueDefaults) {
  const std::string help = server_help();
  const Limits defaults = limits({});
  const auto expect_default = [&](const std::string& option, std::size_t value) {
    const std::size_t start = help.find("  " + option + ' ');
    ASSERT_NE(start, std::string::npos) << option;
    const std::string line = help.substr(start, help.find('\n', start) - start);
    EXPECT_NE(line.find('(' + std::to_string(value) + ')'), std::string::npos) << line;
  };
  expect_default("--max-members", defaults.max_members);
  expect_default("--max-newcomers", defaults.max_newcomers);
  expect_default("--max-message", defaults.max_message);
  expect_default("--max-backlog", defaults.max_backlog);
  expect_default("--join-timeout", static_cast<std::size_t>(defaults.join_timeout.count()));
  expect_default("--datagram-idle", static_cast<std::size_t>(defaults.datagram_idle.count()));
}

}  // namespace
}  // namespace chatlab::server_options_test
