// chat-proxy's script, and what it shows of the traffic: --hex, --explain and --capture.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/capture_reader.hpp"
#include "tests/support/scratch_file.hpp"

namespace chatlab::proxy_output_test {
namespace {

class ProxyOutput : public TcpProxyProgram {};

// The times are so far apart that a busy machine does not run two lines in the same turn.
TEST_F(ProxyOutput, RunsTheLinesOfAScriptAtTheirTimes) {
  const ScratchFile script(".script");
  script.write("# a stall of a second\nat 500ms c2s stall\nat 1500ms clear\n\nat 3s reset\n");
  StreamClient& client = connect_through({"--script", script.name});
  client.send("before");
  ASSERT_TRUE(was_sent(server, "before"));
  ASSERT_TRUE(shows(*proxy, "at 500ms c2s stall\n"));
  client.send(", during");  // it waits in the client's own system
  ASSERT_TRUE(shows(*proxy, "connection 1 c2s: stall, 0 bytes wait\n"));
  EXPECT_EQ(server.heard(), "before");
  EXPECT_TRUE(was_sent(server, "before, during"));
  EXPECT_TRUE(shows(*proxy, "at 1500ms clear\n"));
  EXPECT_TRUE(wait_until([&] { return client.is_over(); }));
  EXPECT_TRUE(shows(*proxy, "at 3s reset\n"));
}

TEST_F(ProxyOutput, AWrongScriptEndsItAtOnce) {
  const ScratchFile script(".script");
  script.write("at 1s c2s stall\nat 2s c2s melt\n");
  ChildProcess& started =
      start("chat-proxy", {"--listen", "0", "--to", "127.0.0.1:9", "--script", script.name});
  EXPECT_TRUE(ends(started, 2));
  EXPECT_EQ(started.errors().rfind("chat-proxy: " + script.name + ":2: unknown fault 'melt'", 0),
            0u)
      << started.errors();
  EXPECT_TRUE(ends(
      start("chat-proxy", {"--listen", "0", "--to", "127.0.0.1:9", "--script", "no/such/file"}),
      2));
}

TEST_F(ProxyOutput, HexShowsBothDirectionsBesideEachOther) {
  StreamClient& client = connect_through({"--hex", "--s2c", "chop 2"});
  client.send("hello, you");
  ASSERT_TRUE(shows(*proxy, " 68 65 6c 6c 6f 2c 20 79 hello, y|\n"));
  EXPECT_TRUE(shows(*proxy, " 6f 75                   ou      |\n"));
  server.send("hi!");
  EXPECT_TRUE(shows(*proxy, " |68 69                   hi\n"));
  EXPECT_TRUE(shows(*proxy, " |21                      !\n"));
}

TEST_F(ProxyOutput, ExplainsWhatHappensOnBothSides) {
  StreamClient& client = connect_through({"--explain"});
  client.send("hello");
  ASSERT_TRUE(was_sent(server, "hello"));
  EXPECT_TRUE(complains(*proxy, "| A connection was accepted."));
  client.half_close();
  EXPECT_TRUE(complains(*proxy, "| A receive returned 0: the end of the stream."));
  EXPECT_TRUE(complains(*proxy, "| A half-close."));
}

TEST_F(ProxyOutput, TheCaptureHasWhatCameInAndWhatWentOut) {
  const ScratchFile file(".pcap");
  StreamClient& client = connect_through({"--capture", file.name, "--c2s", "chop 3"});
  client.send("hello");
  ASSERT_TRUE(was_sent(server, "hello"));
  const std::string in = client.address().to_string();
  const std::string out = server.address().to_string();
  std::vector<std::string> came_in;
  std::vector<std::string> went_out;
  ASSERT_TRUE(wait_until([&] {
    came_in.clear();
    went_out.clear();
    for (const CapturedPacket& packet : read_capture(file.read())) {
      if (packet.payload.empty()) continue;
      if (packet.source == in) came_in.push_back(packet.payload);
      if (packet.destination == out) went_out.push_back(packet.payload);
    }
    return went_out.size() == 2;
  })) << file.read().size()
      << " bytes";
  EXPECT_EQ(came_in, std::vector<std::string>{"hello"});
  EXPECT_EQ(went_out, (std::vector<std::string>{"hel", "lo"}));
}

}  // namespace
}  // namespace chatlab::proxy_output_test
