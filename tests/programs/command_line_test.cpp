// Options, errors and exit statuses of all programs.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::command_line_test {
namespace {

// The system's message about an attempt of the test itself, so that the test need not know the
// words of this system.
template <typename Attempt>
std::string failure_of(const Attempt& attempt) {
  try {
    attempt();
  } catch (const std::runtime_error& error) {  // std::system_error, too
    return error.what();
  }
  return "it succeeded";
}

std::string port_of(const Address& address) {
  return std::to_string(address.port());
}

class CommandLine : public ProgramTest {
 protected:
  // True if the program ends at once with `status`, writes `line` to standard error and nothing to
  // standard output.
  testing::AssertionResult fails(const std::string& program, const Arguments& arguments, int status,
                                 const std::string& line) {
    ChildProcess& started = start(program, arguments, {Input::null_device, {}, {}});
    testing::AssertionResult ended = ends(started, status);
    if (!ended) return ended;
    if (started.errors() == program + ": " + line + '\n' && started.output().empty()) return ended;
    return testing::AssertionFailure() << "expected: " << line << '\n' << started.describe();
  }
};

// ------------------------------------------------------------------------------------ all programs

class EveryProgram : public CommandLine, public testing::WithParamInterface<const char*> {
 protected:
  const std::string program = GetParam();
};

INSTANTIATE_TEST_SUITE_P(Programs, EveryProgram,
                         testing::Values("chat-server", "chat-client", "chat-peer", "chat-proxy"),
                         [](const auto& tested) { return std::string(tested.param).substr(5); });

TEST_P(EveryProgram, PrintsHelpThatFitsOnAScreenAndHasExamples) {
  ChildProcess& help = start(program, {"--help"});
  ASSERT_TRUE(ends(help, 0));
  EXPECT_EQ(help.errors(), "");
  const std::vector<std::string> lines = lines_of(help.output());
  EXPECT_LE(lines.size(), 24u);
  for (const std::string& line : lines) EXPECT_LE(line.size(), 80u) << line;
  EXPECT_EQ(lines.front().compare(0, 7 + program.size(), "usage: " + program), 0) << lines.front();
  EXPECT_NE(help.output().find("\nExample"), std::string::npos) << help.output();
  for (const char* option : {"--help", "--version"}) {
    EXPECT_NE(help.output().find(option), std::string::npos) << option;
  }
}

TEST_P(EveryProgram, PrintsItsVersion) {
  ChildProcess& version = start(program, {"--version"});
  EXPECT_TRUE(ends(version, 0));
  EXPECT_EQ(version.output(), program + " (chatlab) 1.0\n");
  EXPECT_EQ(version.errors(), "");
}

TEST_P(EveryProgram, RefusesAnOptionItDoesNotKnow) {
  for (const std::string option : {"--nonsense", "-x"}) {
    ChildProcess& refused = start(program, {option});
    EXPECT_TRUE(ends(refused, 2));
    EXPECT_EQ(lines_of(refused.errors()).size(), 1u);
    EXPECT_EQ(refused.errors().find(program + ": unknown option " + option + "; valid options: --"),
              0u);
    EXPECT_NE(refused.errors().find(" --help --version\n"), std::string::npos) << refused.errors();
  }
  EXPECT_TRUE(fails(program, {"--help=me"}, 2, "--help takes no value"));
}

TEST_F(CommandLine, TheProxyNamesAScriptThatItCantRead) {
  EXPECT_TRUE(fails("chat-proxy", {"--listen=0", "--to=127.0.0.1:1", "--script", "no such file"}, 2,
                    "--script no such file: can't be read"));
}

TEST_F(CommandLine, ThePeerRefusesAddressesOfTwoFamilies) {
  EXPECT_TRUE(fails("chat-peer", {"--bind", "127.0.0.1:0", "--to", "[::1]:6001"}, 2,
                    "both addresses must be IPv4, or both IPv6"));
}

// ------------------------------------------------------------------------- what the system refuses

TEST_F(CommandLine, NamesAPortThatIsInUseTheSystemsReasonAndTheOptionThatChangesIt) {
  start_server({"framed", "datagram"});
  const Address tcp = place("framed");
  const Address udp = place("datagram");
  EXPECT_TRUE(
      fails("chat-server", {"--listen", "line:" + port_of(tcp)}, 1,
            failure_of([&] { TcpListener{tcp}; }) + "; for another port: --listen " + "line:PORT"));
  EXPECT_TRUE(
      fails("chat-server", {"--listen", "echo:" + port_of(udp)}, 1,
            failure_of([&] { UdpSocket{udp}; }) + "; for another port: --listen " + "echo:PORT"));
  EXPECT_TRUE(fails("chat-peer", {"--bind", udp.to_string(), "--to", tcp.to_string()}, 1,
                    failure_of([&] { UdpSocket{udp}; })));
  EXPECT_TRUE(fails("chat-proxy", {"--listen", port_of(tcp), "--to", tcp.to_string()}, 1,
                    failure_of([&] { TcpListener{tcp}; })));
}

TEST_F(CommandLine, AnnouncesNoEndpointIfOneCantBeOpened) {
  start_server({"framed"});
  EXPECT_TRUE(fails("chat-server",
                    {"--listen=line:0", "--listen=framed:" + port_of(place("framed"))}, 1,
                    failure_of([&] { TcpListener{place("framed")}; }) +
                        "; for another port: --listen framed:PORT"));
}

TEST_F(CommandLine, NamesAHostThatDoesNotResolveAndTheSystemsReason) {
  const std::string reason = failure_of([] { resolve("nohost.invalid", 0); });
  ASSERT_EQ(reason.compare(0, 24, "resolve nohost.invalid: "), 0) << reason;
  EXPECT_TRUE(fails("chat-server", {"--listen=framed:nohost.invalid:0"}, 1, reason));
  EXPECT_TRUE(fails("chat-server", {"--listen=framed:0", "--host=nohost.invalid"}, 1, reason));
  EXPECT_TRUE(fails("chat-client", {"--name", "Ann", "nohost.invalid"}, 1, reason));
  EXPECT_TRUE(fails("chat-proxy", {"--listen=0", "--to=nohost.invalid:1"}, 1,
                    failure_of([] { resolve("nohost.invalid", 1); })));
  EXPECT_TRUE(fails("chat-client", {"--protocol=echo", "nohost.invalid"}, 1, reason));
}

// 192.0.2.0/24 is for documentation, no machine has it. RFC 5737
TEST_F(CommandLine, NamesAnAddressOfAnotherMachineAndTheSystemsReason) {
  if (under_wine()) GTEST_SKIP() << "Wine binds UDP sockets to any address";
  const Address foreign = *Address::parse("192.0.2.1", 0);
  EXPECT_TRUE(fails(
      "chat-server", {"--listen=framed:192.0.2.1:0"}, 1,
      failure_of([&] { TcpListener{foreign}; }) + "; for an address of this machine: --host HOST"));
  EXPECT_TRUE(fails("chat-peer", {"--bind=192.0.2.1:0", "--to=192.0.2.1:1"}, 1,
                    failure_of([&] { UdpSocket{foreign}; })));
}

TEST_F(CommandLine, NamesAServerThatIsNotThereTheSystemsReasonAndWhatToStart) {
  const RefusingAddress nobody;
  const Address address = nobody.address();
  const std::string reason = failure_of([&] { StreamClient{address}; });
  ASSERT_EQ(reason.compare(0, 8, "connect "), 0) << reason;
  for (const std::string& protocol : stream_protocols()) {
    EXPECT_TRUE(fails("chat-client",
                      {"--protocol", protocol, "--name=Ann", address.ip(), port_of(address)}, 1,
                      reason + "; start chat-server there, or give another HOST and PORT"));
  }
}

}  // namespace
}  // namespace chatlab::command_line_test
