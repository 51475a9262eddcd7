// The peer and a datagram from another host. The test needs a second address on the loopback
// interface, which Linux has.
#include <gtest/gtest.h>

#include <string>
#include <system_error>

#include "tests/support/program_testing.hpp"

namespace chatlab::peer_posix_test {
namespace {

bool has_second_address() {
  try {
    const UdpSocket socket(*Address::parse("127.0.0.2", 0));
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

using PeerProgramPosix = ProgramTest;

TEST_F(PeerProgramPosix, SaysThatADatagramComesFromAnotherHost) {
  if (!has_second_address()) GTEST_SKIP() << "this system has no 127.0.0.2";
  const UnusedUdpAddress place;
  const Address here = place.address();
  DatagramStandIn& other = stand_in_over_udp();
  DatagramStandIn& stranger = stand_in_over_udp("127.0.0.2");
  ChildProcess& peer =
      start("chat-peer", {"--bind", here.to_string(), "--to", other.address().to_string()});
  EXPECT_TRUE(shows(peer, "-----Welcome to Python Chat-----\n"));
  stranger.send_to("psst", here);
  EXPECT_TRUE(shows(peer, "\t\t\tReceived Message:  psst\n"));
  EXPECT_EQ(peer.errors(), "chat-peer: what follows comes from " + stranger.address().to_string() +
                               ", not from 127.0.0.1\n");
  other.send_to("hello", here);
  EXPECT_TRUE(shows(peer, "\t\t\tReceived Message:  hello\n"));
  EXPECT_EQ(lines_of(peer.errors()).size(), 1u);
}

}  // namespace
}  // namespace chatlab::peer_posix_test
