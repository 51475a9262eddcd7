#include "apps/trace/capture.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "apps/trace/packet.hpp"
#include "tests/support/capture_reader.hpp"

namespace chatlab::capture_test {
namespace {

using namespace std::chrono_literals;

constexpr WallTime some_time = 1700000000s + 250us;
constexpr Capture::ConnectionId ann = 7;

Address address(const std::string& ip, std::uint16_t port) {
  return Address::parse(ip, port).value();
}

// Of a capture that was never drained before.
std::vector<CapturedPacket> packets_of(Capture& capture) {
  return read_capture(capture.drain());
}

// One line per packet, with sequence numbers relative to the first of each end.
std::string summary(const std::vector<CapturedPacket>& packets) {
  std::map<std::string, std::uint32_t> first;
  std::string lines;
  for (const CapturedPacket& packet : packets) {
    if (packet.flags.find("SYN") != std::string::npos) first[packet.source] = packet.sequence;
    lines += packet.source + " > " + packet.destination + ' ' + packet.flags + ' ' +
             std::to_string(packet.sequence - first[packet.source]);
    if (packet.acknowledgement != 0) {
      lines += '/' + std::to_string(packet.acknowledgement - first[packet.destination]);
    }
    lines += packet.payload.empty() ? "\n" : ' ' + packet.payload + '\n';
  }
  return lines;
}

class CaptureOfAServer : public testing::Test {
 protected:
  void open() { capture.record_open(some_time, ann, server, client, Side::peer); }

  const Address server = address("127.0.0.1", 3000);
  const Address client = address("127.0.0.1", 51514);
  Capture capture;
};

// ------------------------------------------------------------------------------------ the file

TEST(Capture, BeginsWithAHeaderThatSaysClassicPcapOfRawIp) {
  Capture capture;
  const std::string header = capture.drain();
  EXPECT_EQ(header, std::string("\xd4\xc3\xb2\xa1\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\145\0\0\0", 24));
  EXPECT_EQ(capture.drain(), "") << "the header is there once";
}

TEST_F(CaptureOfAServer, StampsEachPacketWithTheWallTime) {
  capture.record_datagram_received(some_time, server, client, "x");
  const std::vector<CapturedPacket> packets = packets_of(capture);
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].time, some_time);
}

TEST_F(CaptureOfAServer, HandsOutWhatHappenedSinceTheLastTime) {
  open();
  EXPECT_EQ(packets_of(capture).size(), 3u);
  EXPECT_EQ(capture.drain(), "");
  capture.record_sent(some_time, ann, "hello");
  EXPECT_EQ(read_records(capture.drain()).size(), 1u);
}

// ------------------------------------------------------------------------------------------- TCP

TEST_F(CaptureOfAServer, ShowsAConversationFromTheHandshakeToTheLastAcknowledgement) {
  open();
  capture.record_received(some_time, ann, "3         Ann");
  capture.record_sent(some_time, ann, "Welcome");
  capture.record_end(some_time, ann, Side::peer);
  capture.record_sent(some_time, ann, "bye");
  capture.record_close(some_time, ann);
  EXPECT_EQ(summary(packets_of(capture)),
            "127.0.0.1:51514 > 127.0.0.1:3000 SYN 0\n"
            "127.0.0.1:3000 > 127.0.0.1:51514 SYN ACK 0/1\n"
            "127.0.0.1:51514 > 127.0.0.1:3000 ACK 1/1\n"
            "127.0.0.1:51514 > 127.0.0.1:3000 PSH ACK 1/1 3         Ann\n"
            "127.0.0.1:3000 > 127.0.0.1:51514 PSH ACK 1/14 Welcome\n"
            "127.0.0.1:51514 > 127.0.0.1:3000 FIN ACK 14/8\n"
            "127.0.0.1:3000 > 127.0.0.1:51514 ACK 8/15\n"
            "127.0.0.1:3000 > 127.0.0.1:51514 PSH ACK 8/15 bye\n"
            "127.0.0.1:3000 > 127.0.0.1:51514 FIN ACK 11/15\n"
            "127.0.0.1:51514 > 127.0.0.1:3000 ACK 15/12\n");
}

TEST(Capture, ShowsThatTheConnectingSideSendsTheSyn) {
  Capture capture;
  capture.record_open(some_time, ann, address("::1", 51514), address("::1", 3000), Side::local);
  capture.record_sent(some_time, ann, "hello");
  EXPECT_EQ(summary(packets_of(capture)),
            "[::1]:51514 > [::1]:3000 SYN 0\n"
            "[::1]:3000 > [::1]:51514 SYN ACK 0/1\n"
            "[::1]:51514 > [::1]:3000 ACK 1/1\n"
            "[::1]:51514 > [::1]:3000 PSH ACK 1/1 hello\n");
}

TEST_F(CaptureOfAServer, ShowsAResetOnTheSideThatSentIt) {
  open();
  capture.record_open(some_time, ann + 1, server, address("127.0.0.1", 51515), Side::peer);
  packets_of(capture);
  capture.record_reset(some_time, ann, Side::peer);
  capture.record_reset(some_time, ann + 1, Side::local);
  const std::vector<CapturedPacket> packets = read_records(capture.drain());
  ASSERT_EQ(packets.size(), 2u);
  EXPECT_EQ(packets[0].source + ' ' + packets[0].flags, "127.0.0.1:51514 RST ACK");
  EXPECT_EQ(packets[1].source + ' ' + packets[1].flags, "127.0.0.1:3000 RST ACK");
}

TEST_F(CaptureOfAServer, ShowsARefusedConnectionAsASynAnsweredByAReset) {
  capture.record_refusal(some_time, client, server);
  EXPECT_EQ(summary(packets_of(capture)),
            "127.0.0.1:51514 > 127.0.0.1:3000 SYN 0\n"
            "127.0.0.1:3000 > 127.0.0.1:51514 RST ACK 0/1\n");
}

TEST_F(CaptureOfAServer, EndsAStreamOnce) {
  open();
  packets_of(capture);
  capture.record_end(some_time, ann, Side::local);
  capture.record_end(some_time, ann, Side::local);
  capture.record_close(some_time, ann);
  EXPECT_EQ(read_records(capture.drain()).size(), 2u);
}

TEST_F(CaptureOfAServer, KnowsNothingOfAConnectionBeforeItOpensAndAfterItCloses) {
  capture.record_received(some_time, ann, "too early");
  open();
  capture.record_close(some_time, ann);
  packets_of(capture);
  capture.record_sent(some_time, ann, "too late");
  capture.record_end(some_time, ann, Side::peer);
  capture.record_reset(some_time, ann, Side::peer);
  EXPECT_EQ(capture.drain(), "");
}

TEST_F(CaptureOfAServer, StartsTheNextConnectionOfTheSamePortsAtOtherSequenceNumbers) {
  open();
  capture.record_close(some_time, ann);
  const std::uint32_t first = packets_of(capture).at(0).sequence;
  open();
  EXPECT_NE(read_records(capture.drain()).at(0).sequence, first);
}

TEST_F(CaptureOfAServer, KeepsManyConnectionsApart) {
  const Address bob = address("127.0.0.1", 51515);
  open();
  capture.record_open(some_time, ann + 1, server, bob, Side::peer);
  packets_of(capture);
  capture.record_received(some_time, ann, "one");
  capture.record_received(some_time, ann + 1, "two");
  capture.record_received(some_time, ann, "three");
  const std::vector<CapturedPacket> packets = read_records(capture.drain());
  ASSERT_EQ(packets.size(), 3u);
  EXPECT_EQ(packets[1].source, "127.0.0.1:51515");
  EXPECT_EQ(packets[2].source, "127.0.0.1:51514");
  EXPECT_EQ(packets[2].sequence - packets[0].sequence, 3u);
}

// The bytes of one call, cut if a packet is full.
std::vector<std::size_t> sizes_of(Capture& capture, std::size_t bytes) {
  packets_of(capture);
  const std::string data(bytes, 'x');
  capture.record_sent(some_time, ann, data);
  std::vector<std::size_t> sizes;
  for (const CapturedPacket& packet : read_records(capture.drain())) {
    EXPECT_TRUE(packet.checksums_are_valid);
    sizes.push_back(packet.payload.size());
  }
  return sizes;
}

TEST_F(CaptureOfAServer, SplitsASendOnlyIfItExceedsAPacket) {
  open();
  EXPECT_EQ(sizes_of(capture, 65495), (std::vector<std::size_t>{65495}));
  capture.record_reset(some_time, ann, Side::peer);
  Capture large;
  large.record_open(some_time, ann, server, client, Side::peer);
  EXPECT_EQ(sizes_of(large, 65536 * 2), (std::vector<std::size_t>{65495, 65495, 82}));
}

TEST(Capture, FitsMoreIntoAPacketOfIpv6) {
  Capture capture;
  capture.record_open(some_time, ann, address("::1", 3000), address("::1", 51514), Side::peer);
  EXPECT_EQ(sizes_of(capture, 65536), (std::vector<std::size_t>{65515, 21}));
}

// ------------------------------------------------------------------------------------------- UDP

TEST_F(CaptureOfAServer, ShowsDatagramsInTheirDirection) {
  capture.record_datagram_received(some_time, server, client, "USERNAMEAnn");
  capture.record_datagram_sent(some_time, server, client, "Welcome");
  const std::vector<CapturedPacket> packets = packets_of(capture);
  ASSERT_EQ(packets.size(), 2u);
  EXPECT_EQ(packets[0].source + " > " + packets[0].destination + ' ' + packets[0].payload,
            "127.0.0.1:51514 > 127.0.0.1:3000 USERNAMEAnn");
  EXPECT_EQ(packets[1].source + " > " + packets[1].destination + ' ' + packets[1].payload,
            "127.0.0.1:3000 > 127.0.0.1:51514 Welcome");
}

TEST(Capture, HoldsTheLongestDatagramsOfBothFamilies) {
  Capture capture;
  const std::string bytes(longest_udp_payload(Address::Family::ipv6), 'x');
  capture.record_datagram_sent(some_time, address("::1", 1), address("::1", 2), bytes);
  const Address v4 = address("127.0.0.1", 1);
  capture.record_datagram_sent(some_time, v4, v4, bytes.substr(0, 65507));
  const std::vector<CapturedPacket> packets = packets_of(capture);
  ASSERT_EQ(packets.size(), 2u);
  EXPECT_EQ(packets[0].payload.size(), 65527u);
  EXPECT_EQ(packets[1].payload.size(), 65507u);
  EXPECT_TRUE(packets[0].checksums_are_valid && packets[1].checksums_are_valid);
}

// ------------------------------------------------------------------------------------- checksums

TEST(Capture, WritesValidChecksumsOverOddAndEvenPayloadsOfAllKinds) {
  Capture capture;
  for (const char* ip : {"10.1.2.3", "255.255.255.255", "::1", "fe80::ffff:1"}) {
    capture.record_open(some_time, ann, address(ip, 3000), address(ip, 65535), Side::peer);
    for (const std::string payload : {"", "a", "ab", "\xff\xff\xff", "abcdefghijklm"}) {
      capture.record_received(some_time, ann, payload);
      capture.record_datagram_sent(some_time, address(ip, 3000), address(ip, 9), payload);
    }
    capture.record_close(some_time, ann);
  }
  const std::vector<CapturedPacket> packets = packets_of(capture);
  EXPECT_EQ(packets.size(), 4u * (3 + 4 + 5 + 2));
  for (const CapturedPacket& packet : packets) {
    EXPECT_TRUE(packet.checksums_are_valid) << packet.source << ' ' << packet.payload;
  }
}

// Chosen so that the sum is all ones and the checksum zero, which in UDP means that there is none.
TEST(Capture, NeverWritesAUdpChecksumOfZero) {
  Capture capture;
  const Address any = address("0.0.0.0", 0);
  // Protocol 17, the length twice, and two bytes: 17 + 10 + 10 + 0xffda is 0xffff.
  capture.record_datagram_sent(some_time, any, any, "\xff\xda");
  const std::vector<CapturedPacket> packets = packets_of(capture);
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].transport.substr(6, 2), "\xff\xff");
  EXPECT_TRUE(packets[0].checksums_are_valid);
}

// --------------------------------------------------------------------------------------- the limit

TEST_F(CaptureOfAServer, StopsBeforeItsLimitAtAWholePacketAndSaysSoOnce) {
  const std::size_t packet_size = 16 + 20 + 8 + 10;
  Capture small(24 + 2 * packet_size);
  small.record_datagram_sent(some_time, server, client, "0123456789");
  EXPECT_EQ(small.consume_limit_notice(), "");
  small.record_datagram_sent(some_time, server, client, "0123456789");
  EXPECT_EQ(small.consume_limit_notice(), "") << "what just fits belongs to it";
  small.record_datagram_sent(some_time, server, client, "0123456789");
  EXPECT_EQ(
      small.consume_limit_notice(),
      "the capture has reached its limit of 132 bytes: what happens from now on is not in it");
  EXPECT_EQ(small.consume_limit_notice(), "");
  EXPECT_EQ(small.drain().size(), 24 + 2 * packet_size);
}

TEST_F(CaptureOfAServer, WritesNothingMoreOnceAPacketDidNotFit) {
  Capture small(200);
  small.record_datagram_sent(some_time, server, client, std::string(500, 'x'));
  small.record_datagram_sent(some_time, server, client, "this would fit");
  small.record_open(some_time, ann, server, client, Side::peer);
  EXPECT_EQ(small.drain().size(), 24u) << "a gap would look like lost packets";
  small.record_datagram_sent(some_time, server, client, "nor this");
  EXPECT_EQ(small.drain(), "");
}

TEST(Capture, CountsWhatWasDrainedTowardsItsLimit) {
  Capture capture(1000);
  const Address any = address("127.0.0.1", 1);
  std::size_t written = 0;
  for (int i = 0; i < 100; ++i) {
    capture.record_datagram_sent(some_time, any, any, "0123456789");
    written += capture.drain().size();
  }
  EXPECT_LE(written, 1000u);
  EXPECT_GT(written, 900u);
}

}  // namespace
}  // namespace chatlab::capture_test
