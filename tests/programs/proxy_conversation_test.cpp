// Conversations over each protocol through chat-proxy, under each fault: what TCP or the protocol
// promises survives, and the client says what happened to the rest.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <tuple>
#include <utility>
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

  // As begin(), and waits until Ann is a member. Her messages arrive as they are sent.
  void begin_and_join() {
    begin({});
    ann->write("hello from Ann\n");
    ASSERT_TRUE(shows(*bob, " > hello from Ann\n"));
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

// In `line`, the name `Ann` is what one receive returns; what follows is lines.
INSTANTIATE_TEST_SUITE_P(Lines, UnharmedConversation,
                         testing::Values(ProtocolAndFault("line", "chop 3"),
                                         ProtocolAndFault("line", "chop 3 rate 1kB/s")),
                         [](const auto& tested) { return test_name(tested.param); });

// ---------------------------------------------------------------------------- what the client says

class BrokenConversation : public Conversation {};

TEST_P(BrokenConversation, IsEndedByTheClientWithTheReason) {
  if (under_wine() && fault == "reset") GTEST_SKIP() << "Wine tells a reset as an orderly end";
  begin_and_join();
  proxy->write(fault + '\n');
  const bool is_reset = fault == "reset";
  EXPECT_TRUE(ends(*ann, 1));
  EXPECT_EQ(ann->errors(), "Connection closed by the Server (" +
                               std::string(is_reset ? "reset by peer" : "end of stream") + ")\n");
  EXPECT_TRUE(shows(*bob, " left the conversation")) << "the server has noticed it, too";
}

INSTANTIATE_TEST_SUITE_P(Tcp, BrokenConversation,
                         testing::Combine(testing::ValuesIn(stream_protocols()),
                                          testing::Values("reset", "close", "s2c half-close",
                                                          "c2s half-close")),
                         [](const auto& tested) { return test_name(tested.param); });

// `limit` closes in the midst of a message: a client that can tell says so.
class LimitedConversation : public Conversation {};

TEST_P(LimitedConversation, IsEndedByTheClientWithTheReason) {
  begin_and_join();
  let_obey(*proxy, fault);
  bob->write("hello from Bob\n");
  EXPECT_TRUE(ends(*ann, 1));
  EXPECT_EQ(ann->errors().rfind("Connection closed by the Server (end of stream", 0), 0u)
      << ann->errors();
  EXPECT_TRUE(shows(*bob, " left the conversation"));
}

INSTANTIATE_TEST_SUITE_P(Tcp, LimitedConversation,
                         testing::Combine(testing::ValuesIn(stream_protocols()),
                                          testing::Values("s2c limit 5")),
                         [](const auto& tested) { return test_name(tested.param); });

class RefusedConversation : public Conversation {};

TEST_P(RefusedConversation, IsEndedByTheClientWithTheReason) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  begin({"--both", fault});
  EXPECT_TRUE(shows(*proxy, " is reset: refuse"));
  EXPECT_TRUE(ends(*ann, 1));
  EXPECT_NE(ann->errors().find("reset by peer"), std::string::npos) << ann->errors();
}

INSTANTIATE_TEST_SUITE_P(Tcp, RefusedConversation,
                         testing::Combine(testing::ValuesIn(stream_protocols()),
                                          testing::Values("refuse")),
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

// Nothing tells a client whose messages vanish; they do not arrive later, and the next one does.
class SwallowedConversation : public Conversation {};

TEST_P(SwallowedConversation, GoesOnWithoutWhatWasDiscarded) {
  begin_and_join();
  let_obey(*proxy, fault);
  ann->write("swallowed\n");
  ASSERT_TRUE(shows(*proxy, "discarded: the stream is torn"));
  let_obey(*proxy, "clear");
  ann->write("back again\n");
  EXPECT_TRUE(shows(*bob, " > back again\n"));
  EXPECT_EQ(bob->output().find("swallowed"), std::string::npos);
  ann->end_input();
  EXPECT_TRUE(ends(*ann, 0));
}

INSTANTIATE_TEST_SUITE_P(Tcp, SwallowedConversation,
                         testing::Combine(testing::ValuesIn(stream_protocols()),
                                          testing::Values("c2s blackhole")),
                         [](const auto& tested) { return test_name(tested.param); });

// Without framing, a message is what one receive returns: cut to pieces, it is many messages.
class CutConversation : public Conversation {};

TEST_P(CutConversation, FallsApart) {
  begin_and_join();
  let_obey(*proxy, fault);
  ann->write("hello\n");
  const bool has_prefix = protocol == "named";  // `Ann: he` and `llo`
  EXPECT_TRUE(shows(*bob, has_prefix ? " > he\n" : " > hel\n"));
  EXPECT_TRUE(shows(*bob, has_prefix ? " > llo\n" : " > lo\n"));
}

INSTANTIATE_TEST_SUITE_P(Named, CutConversation,
                         testing::Values(ProtocolAndFault("named", "c2s chop 7 rate 100B/s"),
                                         ProtocolAndFault("anonymous", "c2s chop 3 rate 100B/s")),
                         [](const auto& tested) { return test_name(tested.param); });

// --------------------------------------------------------------------------------------------- UDP

class UdpConversation : public Conversation {};

TEST_P(UdpConversation, SurvivesIfOneTriesAgain) {
  begin({"--udp", "--seed", "7", "--both", fault});
  const TimePoint deadline = system_time() + patience;
  while (bob->output().find(" > hello from Ann\n") == std::string::npos &&
         system_time() < deadline) {
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
                                     "blackhole for 300ms", "stall for 300ms", "refuse for 300ms")),
    [](const auto& tested) { return test_name(tested.param); });

// ------------------------------------------------------------------------------------------ peers

// Peers have no server: the proxy is on the way from one to the other. The number is how often the
// text then arrives.
using FaultAndCopies = std::pair<const char*, std::size_t>;

TEST_F(ProxyProgram, PeersHearWhatTheNetworkLeavesOfADatagram) {
  const UnusedUdpAddress anns;
  const UnusedUdpAddress bobs;
  const std::string ann_place = anns.address().to_string();
  const std::string bob_place = bobs.address().to_string();
  ChildProcess& proxy = start_proxy_to(bob_place, {"--udp"});
  ChildProcess& bob = start("chat-peer", {"--bind", bob_place, "--to", ann_place});
  ChildProcess& ann = start("chat-peer", {"--bind", ann_place, "--to", proxy_place.to_string()});
  ASSERT_TRUE(shows(bob, "Welcome"));
  const auto copies = [&bob](const std::string& text) {
    std::size_t count = 0;
    for (const std::string& line : lines_of(bob.output())) count += line == "\t\t\t" + text;
    return count;
  };
  for (const FaultAndCopies& each :
       {FaultAndCopies("delay 20ms", 1), FaultAndCopies("rate 1kB/s", 1),
        FaultAndCopies("reorder 100%", 1), FaultAndCopies("duplicate 100%", 2),
        FaultAndCopies("loss 100%", 0), FaultAndCopies("corrupt 100%", 0),
        FaultAndCopies("blackhole", 0)}) {
    const std::string fault = each.first;
    const std::size_t expected = each.second;
    const std::string text = "under " + fault;
    proxy.write("clear\nc2s " + fault + "\nshow\n");
    ASSERT_TRUE(shows(proxy, "faults:\n  c2s " + fault));
    const std::size_t struck = proxy.output().size();
    ann.write(text + '\n');
    const auto has_come = [&] { return copies("Received Message:  " + text) == expected; };
    ASSERT_TRUE(wait_until([&] { return proxy.output().size() > struck || expected == 1; }));
    EXPECT_TRUE(wait_until(has_come)) << fault;
    let_obey(proxy, "clear");
    ann.write("after " + text + '\n');
    ASSERT_TRUE(shows(bob, "after " + text + '\n'));
    EXPECT_TRUE(has_come()) << fault << ": " << bob.output();
  }
}

}  // namespace
}  // namespace chatlab::proxy_conversation_test
