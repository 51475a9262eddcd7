// What is sent and received over UDP counts in /stats like what goes over TCP.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/server_under_test.hpp"

namespace chatlab::udp_statistics_test {
namespace {

class UdpStatistics : public testing::Test {
 protected:
  const Statistics& counts() const { return room.server.statistics(); }

  ServerUnderTest room;
};

TEST_F(UdpStatistics, CountTheBytesAndMessagesOfDatagramMembers) {
  const Person ann = room.join("datagram", "Ann");
  EXPECT_EQ(counts().bytes_in, 11u) << "USERNAMEAnn";
  EXPECT_EQ(counts().bytes_out, 45u) << "the welcome";
  ann.client->send("3Annhello");
  room.settle();
  EXPECT_EQ(counts().bytes_in, 20u);
  EXPECT_EQ(counts().messages_in, 1u);
  EXPECT_EQ(counts().messages_out, 0u);
  room.operator_says("hi");
  EXPECT_TRUE(room.hears(ann, "6Serverhi"));
  EXPECT_EQ(counts().messages_out, 1u);
  EXPECT_EQ(counts().bytes_out, 54u);
}

TEST_F(UdpStatistics, CountWhatEchoAnswers) {
  DatagramClient& echo = room.bind_client("echo");
  echo.send("hello");
  const std::string answer = "[" + echo.address().to_string() + "] hello";
  EXPECT_TRUE(room.hears(echo, answer));
  EXPECT_EQ(counts().bytes_in, 5u);
  EXPECT_EQ(counts().bytes_out, answer.size());
  EXPECT_EQ(counts().messages_in, 1u);
}

TEST_F(UdpStatistics, CountRefusals) {
  const Person ann = room.join("framed", "Ann");
  DatagramClient& client = room.bind_client("datagram");
  client.send("USERNAMEAnn");
  EXPECT_TRUE(room.hears(client, "Username already taken!"));
  EXPECT_EQ(counts().refused, 1u);
  EXPECT_NE(room.log().find("refused " + client.address().to_string()), std::string::npos);
}

// A text of the longest length fits into a frame, but not into a datagram behind a name.
TEST_F(UdpStatistics, CountADatagramThatIsTooLongForTheSystem) {
  const Person ann = room.join("datagram", "Ann");
  const Person bob = room.join("framed", "Bob");
  room.forget_all();
  bob.say(std::string(65536, 'x'));
  room.settle();
  EXPECT_EQ(counts().datagrams_unsent, 1u);
  EXPECT_TRUE(room.hears_nothing_more(ann));
}

}  // namespace
}  // namespace chatlab::udp_statistics_test
