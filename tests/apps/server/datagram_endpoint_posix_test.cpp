// Members over UDP, in tests that only Linux allows: it reports which destination is unreachable,
// and it has all of 127.0.0.0/8 on its loopback interface.
#ifdef __linux__
#include <gtest/gtest.h>

#include <string>

#include "tests/support/server_under_test.hpp"

namespace chatlab::datagram_endpoint_posix_test {
namespace {

TEST(DatagramMemberOnLinux, IsRemovedOnceItsPortIsUnreachable) {
  ServerUnderTest room;
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("datagram", "Bob");
  const Person carl = room.join("datagram", "Carl");
  room.forget_all();
  const std::string address = bob.client->address().to_string();
  dynamic_cast<DatagramClient&>(*bob.client).socket = UdpSocket(loopback());
  ann.say("hello");
  EXPECT_TRUE(room.hears(carl, "3Annhello"));
  EXPECT_TRUE(room.hears(carl, "6ServerBob left the conversation unexpectedly"));
  EXPECT_FALSE(room.has("Bob"));
  EXPECT_NE(room.log().find("Bob at " + address + ": its port is unreachable\n"),
            std::string::npos);
  room.forget_all();
  ann.say("hello again");
  EXPECT_TRUE(room.hears(carl, "3Annhello again"));
  EXPECT_TRUE(room.hears_nothing_more(carl));
}

TEST(DatagramMemberOnLinux, IsAnsweredFromTheAddressThatItAsked) {
  ServerUnderTest room;
  const Address everywhere = room.open("datagram", "0.0.0.0", 0);
  const Address asked = *Address::parse("127.0.0.2", everywhere.port());
  UdpSocket member(loopback());
  member.send_to("USERNAMEAnn", 11, asked);
  char buffer[256];
  ASSERT_TRUE(room.wait_until([&] { return room.has("Ann"); }));
  EXPECT_EQ(member.receive(buffer, sizeof buffer).from, asked) << "the welcome";
  room.operator_says("news");
  ASSERT_TRUE(room.wait_until([&] { return await_readable(member.handle(), milliseconds(1)); }));
  EXPECT_EQ(member.receive(buffer, sizeof buffer).from, asked) << "what the room is told";
  const Address other = *Address::parse("127.0.0.1", everywhere.port());
  member.send_to("USERNAMEAnn", 11, other);
  ASSERT_TRUE(room.wait_until([&] { return await_readable(member.handle(), milliseconds(1)); }));
  EXPECT_EQ(member.receive(buffer, sizeof buffer).from, other) << "it asks another one now";
}

TEST(EchoOnLinux, AnswersFromTheAddressThatWasAsked) {
  ServerUnderTest room;
  const Address everywhere = room.open("echo", "0.0.0.0", 0);
  const Address asked = *Address::parse("127.0.0.2", everywhere.port());
  UdpSocket client(loopback());
  client.send_to("hello", 5, asked);
  ASSERT_TRUE(room.wait_until([&] { return await_readable(client.handle(), milliseconds(1)); }));
  char buffer[256];
  EXPECT_EQ(client.receive(buffer, sizeof buffer).from, asked);
}

}  // namespace
}  // namespace chatlab::datagram_endpoint_posix_test
#endif
