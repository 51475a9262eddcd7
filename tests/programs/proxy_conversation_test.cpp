// Conversations over each protocol through chat-proxy, under each fault: what TCP or the protocol
// promises survives, and the client says what happened to the rest.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <tuple>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::proxy_conversation_test {
namespace {

using ProtocolAndFault = std::tuple<std::string, std::string>;

std::string test_name(const ProtocolAndFault& tested) {
  std::string name = std::get<0>(tested) + '_' + std::get<1>(tested);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
}

// A server, Bob who is connected to it, and Ann who is connected through the proxy.
class Conversation : public ProxyProgram, public testing::WithParamInterface<ProtocolAndFault> {
 protected:
  void begin(const Arguments& more) {
    std::vector<std::string> protocols = {"framed"};
    if (protocol != "framed") protocols.push_back(protocol);
    ChildProcess& server = start_server(protocols);
    bob = &start_client("framed", place("framed"), {"--name", "Bob"});
    ASSERT_TRUE(shows(server, "Bob at "));
    ASSERT_TRUE(shows(*bob, "Welcome"));
    proxy = &start_proxy(place(protocol), more);
    ann = &start_client(protocol, proxy_place, {"--name", "Ann"});
  }

  const std::string protocol = std::get<0>(GetParam());
  const std::string fault = std::get<1>(GetParam());
  ChildProcess* proxy = nullptr;
  ChildProcess* ann = nullptr;
  ChildProcess* bob = nullptr;
};

// ------------------------------------------------------------------------ what must not be noticed

class UnharmedConversation : public Conversation {};

TEST_P(UnharmedConversation, GoesOn) {
  begin({"--both", fault});
  ann->write("hello from Ann\n");
  EXPECT_TRUE(shows(*bob, " > hello from Ann\n")) << proxy->output();
  bob->write("hello from Bob\n");
  EXPECT_TRUE(shows(*ann, "Bob > hello from Bob\n")) << proxy->output();
  ann->end_input();
  EXPECT_TRUE(ends(*ann, 0));
}

// TCP hides all of these.
INSTANTIATE_TEST_SUITE_P(
    Tcp, UnharmedConversation,
    testing::Combine(testing::ValuesIn(stream_protocols()),
                     testing::Values("delay 30ms jitter 30ms", "loss 30%", "rate 4kB/s",
                                     "glue 30ms", "stall after 100ms for 300ms", "limit 64KiB")),
    [](const auto& tested) { return test_name(tested.param); });

// A protocol with framing works however the stream is cut.
INSTANTIATE_TEST_SUITE_P(Framing, UnharmedConversation,
                         testing::Combine(testing::Values("framed"),
                                          testing::Values("chop 1", "chop 3 rate 1kB/s",
                                                          "glue 200ms chop 11")),
                         [](const auto& tested) { return test_name(tested.param); });

// ---------------------------------------------------------------------------- what the client says

class BrokenConversation : public Conversation {};

TEST_P(BrokenConversation, IsEndedByTheClientWithTheReason) {
  if (under_wine() && fault == "reset") GTEST_SKIP() << "Wine tells a reset as an orderly end";
  begin({});
  ann->write("hello from Ann\n");
  ASSERT_TRUE(shows(*bob, " > hello from Ann\n"));
  proxy->write(fault + '\n');
  const bool is_reset = fault == "reset";
  EXPECT_TRUE(ends(*ann, 1));
  EXPECT_EQ(ann->errors(), "Connection closed by the Server (" +
                               std::string(is_reset ? "reset by peer" : "end of stream") + ")\n");
  EXPECT_TRUE(shows(*bob, " left the conversation")) << "the server has noticed it, too";
}

INSTANTIATE_TEST_SUITE_P(Tcp, BrokenConversation,
                         testing::Combine(testing::ValuesIn(stream_protocols()),
                                          testing::Values("reset", "close", "s2c half-close")),
                         [](const auto& tested) { return test_name(tested.param); });

// In the middle of a frame, the client says how much of it has arrived.
TEST_F(ProxyProgram, AConnectionClosedInsideAFrameIsReportedAsSuch) {
  start_server({"framed"});
  start_proxy(place("framed"), {"--s2c", "limit 20"});
  ChildProcess& ann = start_client("framed", proxy_place, {"--name", "Ann"});
  EXPECT_TRUE(ends(ann, 1));
  EXPECT_EQ(ann.errors(),
            "Connection closed by the Server (end of stream inside a frame: 10 of 45 bytes)\n");
}

// Without framing, a message is what one receive returns: cut to pieces, it is many messages.
TEST_F(ProxyProgram, AMessageWithoutFramingFallsApart) {
  start_server({"framed", "named"});
  ChildProcess& bob = start_client("framed", place("framed"), {"--name", "Bob"});
  ASSERT_TRUE(shows(bob, "Welcome"));
  ChildProcess& proxy = start_proxy(place("named"));
  ChildProcess& ann = start_client("named", proxy_place, {"--name", "Ann"});
  ASSERT_TRUE(shows(bob, "Ann joined"));
  proxy.write("c2s chop 7 rate 100B/s\n");
  ann.write("hello\n");
  EXPECT_TRUE(shows(bob, "Ann > he\n"));
  EXPECT_TRUE(shows(bob, "Ann > llo\n"));
}

// --------------------------------------------------------------------------------------------- UDP

class UdpConversation : public Conversation {};

TEST_P(UdpConversation, SurvivesIfOneTriesAgain) {
  begin({"--udp", "--seed", "7", "--both", fault});
  const TimePoint deadline = now() + patience;
  while (bob->output().find(" > hello from Ann\n") == std::string::npos && now() < deadline) {
    ann->write("hello from Ann\n");
    let_pass(milliseconds(100));
  }
  EXPECT_TRUE(shows(*bob, " > hello from Ann\n")) << proxy->output();
  EXPECT_FALSE(ann->has_ended()) << ann->describe();
}

INSTANTIATE_TEST_SUITE_P(
    Udp, UdpConversation,
    testing::Combine(testing::Values("datagram", "echo"),
                     testing::Values("delay 30ms jitter 30ms reorder 0%", "loss 40%",
                                     "duplicate 100%", "reorder 50%", "corrupt 10%", "rate 2kB/s",
                                     "blackhole for 300ms", "stall for 300ms")),
    [](const auto& tested) { return test_name(tested.param); });

}  // namespace
}  // namespace chatlab::proxy_conversation_test
