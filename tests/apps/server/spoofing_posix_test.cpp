// Addresses that only a system with all of 127.0.0.0/8 on its loopback interface has: Linux.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <system_error>

#include "tests/support/server_under_test.hpp"

namespace chatlab::spoofing_posix_test {
namespace {

// A socket on another IP with the port number that `other` has.
std::optional<UdpSocket> namesake_of(const Address& other) {
  try {
    return UdpSocket(*Address::parse("127.0.0.2", other.port()));
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

TEST(SamePortOnTwoIps, AreTwoMembers) {
  ServerUnderTest room;
  room.open("datagram", "0.0.0.0", 0);
  const Address server = *Address::parse("127.0.0.1", room.endpoint("datagram").port());
  DatagramClient ann(server);
  DatagramClient bob(server);
  std::optional<UdpSocket> socket = namesake_of(ann.address());
  if (!socket) GTEST_SKIP() << "this system has no 127.0.0.2, or the port there is taken";
  bob.socket = std::move(*socket);
  ASSERT_EQ(ann.address().port(), bob.address().port());
  const auto exchange = [&] {
    ann.pump();
    bob.pump();
    room.settle();
    ann.pump();
    bob.pump();
  };

  ann.send("USERNAMEAnn");
  exchange();
  bob.send("USERNAMEBob");
  exchange();
  EXPECT_TRUE(room.has("Ann"));
  EXPECT_TRUE(room.has("Bob"));
  ann.forget_all();
  bob.forget_all();
  bob.send("3Bobhello");
  exchange();
  EXPECT_EQ(ann.heard_first(0), "3Bobhello");
  EXPECT_FALSE(bob.has_heard_anything());
}

}  // namespace
}  // namespace chatlab::spoofing_posix_test
