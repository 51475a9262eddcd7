// Each phenomenon of messages, datagrams and backpressure, provoked in a whole server over real
// sockets, is explained once.
#include <gtest/gtest.h>

#include <string>

#include "platform/udp_socket.hpp"
#include "tests/support/explained.hpp"
#include "tests/support/server_under_test.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::explained_chat_test {
namespace {

Limits with_backlog(std::size_t bytes) {
  Limits limits;
  limits.max_backlog = bytes;
  return limits;
}

class ExplainedChat : public testing::Test {
 protected:
  ServerUnderTest chat{"poll", with_backlog(64 * 1024)};
  Explained told{chat.reactor};
};

TEST_F(ExplainedChat, LessThanAMessageAndMoreThanOne) {
  const Person ann = chat.join("framed", "Ann");
  ann.client->send("5         he");
  chat.settle();
  EXPECT_TRUE(told.explains(Phenomenon::partial_message));
  EXPECT_EQ(told.count(Phenomenon::several_messages), 0u);
  ann.client->send("llo2         yo2         hi");
  chat.settle();
  EXPECT_TRUE(told.explains(Phenomenon::several_messages));
  EXPECT_EQ(told.count(Phenomenon::glued_messages), 0u);
}

TEST_F(ExplainedChat, GluedMessages) {
  const Person ned = chat.join("named", "Ned");
  ned.say("hello");
  chat.settle();
  EXPECT_EQ(told.count(Phenomenon::glued_messages), 0u);
  ned.client->send("Ned: helloNed: again");
  chat.settle();
  EXPECT_TRUE(told.explains(Phenomenon::glued_messages));
}

TEST_F(ExplainedChat, ADatagramOfAStranger) {
  chat.bind_client("datagram").send("5Annhello");
  chat.settle();
  EXPECT_TRUE(told.explains(Phenomenon::datagram_lost));
}

TEST_F(ExplainedChat, ADatagramThatComesTwice) {
  const Person dan = chat.join("datagram", "Dan");
  dan.say("hello");
  chat.settle();
  EXPECT_EQ(told.count(Phenomenon::datagram_repeated), 0u);
  dan.say("hello");
  chat.settle();
  EXPECT_TRUE(told.explains(Phenomenon::datagram_repeated));
}

TEST_F(ExplainedChat, APortThatIsUnreachable) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  const UnusedUdpAddress nobody;
  UdpSocket socket(loopback());
  socket.send_to("hi", 2, nobody.address());
  await_readable(socket.handle());
  char byte = 0;
  socket.receive(&byte, 1);
  EXPECT_TRUE(told.explains(Phenomenon::port_unreachable));
}

TEST_F(ExplainedChat, AFloodThatIsHeldBackAndReleasedAndAReaderThatIsGivenUp) {
  const Person flooder = chat.join("framed", "Flooder");
  const Person stopped = chat.join("framed", "Stopped");
  stopped.stream().reads = false;
  ASSERT_TRUE(chat.wait_until([&] {
    if (flooder.stream().unsent() < 100000) {
      for (int i = 0; i < 200; ++i) flooder.say(std::string(1000, '.'));
    }
    return told.count(Phenomenon::held_back) > 0;
  }));
  EXPECT_TRUE(told.explains(Phenomenon::held_back));
  EXPECT_EQ(told.count(Phenomenon::released), 0u);
  ASSERT_TRUE(chat.wait_until([&] { return !chat.has("Stopped"); }));
  EXPECT_TRUE(told.explains(Phenomenon::given_up));
  ASSERT_TRUE(chat.wait_until([&] { return told.count(Phenomenon::released) > 0; }));
  EXPECT_TRUE(told.explains(Phenomenon::released));
}

}  // namespace
}  // namespace chatlab::explained_chat_test
