// chat-proxy without faults: in which chunks it passes a stream on, and what it keeps of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/capture_reader.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/scratch_file.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::proxy_pass_through_test {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;
constexpr std::size_t most_kept = 256 * 1024;

// More than the systems of all three programs keep.
const std::string& flood() {
  static const std::string bytes = pattern(64 * mebibyte);
  return bytes;
}

class PassThroughTest : public TcpProxyProgram {
 protected:
  /// Sends `bytes` until nothing moves any more, since the server does not read.
  void send_until_stuck(StreamClient& client, const std::string& bytes) {
    server.reads = false;
    client.send(bytes);
    ASSERT_TRUE(is_stuck([&] { return client.unsent(); }));
  }

  bool server_hears(std::size_t size) {
    return wait_until([&] { return server.heard().size() >= size; });
  }
};

// The number behind `words` in `line`; 0 if the words are not in it, or a failure follows.
std::size_t number_behind(const std::string& words, const std::string& line) {
  const std::size_t at = line.find(words);
  if (at == std::string::npos) return 0;
  const std::string rest = line.substr(at + words.size());
  return rest.empty() || rest.front() == '-' ? 0 : std::stoul(rest);
}

// From the client to the server: the most bytes that were received and not sent, by the trace.
std::size_t most_kept_in(const std::string& trace) {
  std::size_t received = 0;
  std::size_t sent = 0;
  std::size_t most = 0;
  for (const std::string& line : lines_of(trace)) {
    received += number_behind("client of connection 1: recv = ", line);
    sent += number_behind("server of connection 1: send = ", line);
    most = std::max(most, received - sent);
  }
  return most;
}

TEST_F(PassThroughTest, WhatIsShownIsReceivedAsUnderAFault) {
  StreamClient& client = connect_through({"--trace", "--hex"});
  client.send("1");
  EXPECT_TRUE(complains(*proxy, "client of connection 1: recv = 1 of 65536  \"1\""));
}

TEST_F(PassThroughTest, KeepsNoMoreThan256KiBForAServerThatDoesNotRead) {
  StreamClient& client = connect_through({"--trace"});
  send_until_stuck(client, flood());
  ASSERT_TRUE(complains(*proxy, "client of connection 1: held: its input is not read"));
  EXPECT_LE(most_kept_in(proxy->errors()), most_kept);
  EXPECT_GT(most_kept_in(proxy->errors()), 0u) << "nothing was tested";
  server.reads = true;
  EXPECT_TRUE(server_hears(flood().size()));
  EXPECT_TRUE(server.heard() == flood());
  EXPECT_LE(most_kept_in(proxy->errors()), most_kept);
}

TEST_F(PassThroughTest, PassesAHalfCloseOnBehindABacklog) {
  StreamClient& client = connect_through();
  send_until_stuck(client, flood());
  client.half_close();
  server.send("a question meanwhile");
  EXPECT_TRUE(hears(client, "a question meanwhile"));
  EXPECT_FALSE(server.heard_end());
  server.reads = true;
  EXPECT_TRUE(wait_until([&] { return server.heard_end(); }));
  EXPECT_TRUE(server.heard() == flood());
}

TEST_F(PassThroughTest, AResetBehindABacklogReachesTheServer) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  StreamClient& client = connect_through();
  send_until_stuck(client, flood());
  client.socket.reset();
  server.reads = true;
  EXPECT_TRUE(shows(*proxy, "c2s: client reset by peer"));
  EXPECT_TRUE(shows(*proxy, "closed after"));
  EXPECT_TRUE(wait_until([&] { return server.heard_reset(); }));
  EXPECT_TRUE(server.heard() == flood().substr(0, server.heard().size()));
}

// A fault that is set while bytes wait for the receiver strikes those behind them.
TEST_F(PassThroughTest, AFaultMeetsABacklogAndNothingIsLost) {
  StreamClient& client = connect_through({"--trace"});
  send_until_stuck(client, flood());
  let_obey(*proxy, "c2s chop 20000");
  server.reads = true;
  EXPECT_TRUE(server_hears(flood().size()));
  EXPECT_TRUE(server.heard() == flood());
  EXPECT_TRUE(shows(*proxy, "c2s: chop, "));
  EXPECT_LE(most_kept_in(proxy->errors()), most_kept);
}

TEST_F(PassThroughTest, ACaptureHasLargeChunksAsSeveralPackets) {
  const ScratchFile file(".pcap");
  StreamClient& client = connect_through({"--capture", file.name});
  const std::string bytes = flood().substr(0, 2 * mebibyte);
  client.send(bytes);
  EXPECT_TRUE(server_hears(bytes.size()));
  proxy->write("quit\n");
  client.close();
  server.close();
  ASSERT_TRUE(ends(*proxy, 0));
  std::string in;
  std::string out;
  for (const CapturedPacket& packet : read_capture(file.read())) {
    EXPECT_TRUE(packet.checksums_are_valid);
    if (packet.source == client.address().to_string()) in += packet.payload;
    if (packet.destination == server.address().to_string()) out += packet.payload;
  }
  EXPECT_TRUE(in == bytes);
  EXPECT_TRUE(out == bytes);
}

}  // namespace
}  // namespace chatlab::proxy_pass_through_test
