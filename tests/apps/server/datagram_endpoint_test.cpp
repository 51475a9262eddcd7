// Members over UDP: identified by their address, removed when they are silent, and never answered
// before they have joined.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "reactor/udp_port.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::datagram_endpoint_test {
namespace {

constexpr const char* welcome = "Welcome to the server,Thanks for connecting!!";
const std::string removed = "You have been silent for too long and are not in the room any more";

class DatagramMembers : public testing::Test {
 protected:
  explicit DatagramMembers(const Limits& limits = {}) : room("poll", limits) {}

  std::uint64_t unwanted() const { return room.server.statistics().datagrams_unwanted; }

  ServerUnderTest room;
  Person listener = room.join("line", "Listener");
};

// ---------------------------------------------------------------------------------------- identity

TEST_F(DatagramMembers, ThatHaveNotJoinedGetNoAnswerAndAreCounted) {
  room.join("datagram", "Ann");
  room.forget_all();
  DatagramClient& stranger = room.bind_client("datagram");
  for (const char* datagram : {"hello", "3Annhello", "exit@me", "", "username", "USERNAM"}) {
    stranger.send(datagram);
  }
  EXPECT_TRUE(room.hears_nothing_more(stranger)) << "its address may be forged";
  EXPECT_TRUE(room.hears_nothing_more(listener));
  EXPECT_EQ(unwanted(), 6u);
}

TEST_F(DatagramMembers, AreTwoIfTheirPortsDifferBehindOneIp) {
  const Person ann = room.join("datagram", "Ann");
  const Person bob = room.join("datagram", "Bob");
  room.forget_all();
  ann.client->send("3Annhello");
  EXPECT_TRUE(room.hears(bob, "3Annhello"));
  bob.client->send("3Bobhi");
  EXPECT_TRUE(room.hears(ann, "3Bobhi"));
  EXPECT_TRUE(room.hears(listener, "\rAnn: hello\n\rBob: hi\n"));
  EXPECT_TRUE(room.hears_nothing_more(ann));
}

// The system reports such errors some time after it has accepted a datagram: ip(7), icmp(7).
TEST_F(DatagramMembers, StayIfADatagramWasLostOnItsWayAndGoIfTheirPortIsUnreachable) {
  const Person ann = room.join("datagram", "Ann");
  UdpPortListener* endpoint = nullptr;
  for (const auto& each : room.server.endpoints()) {
    if (auto* const over_udp = dynamic_cast<UdpPortListener*>(each.get())) endpoint = over_udp;
  }
  ASSERT_NE(endpoint, nullptr);
  for (const std::errc passing : {std::errc::host_unreachable, std::errc::network_unreachable,
                                  std::errc::message_size, std::errc::permission_denied}) {
    endpoint->on_undelivered(ann.client->address(), std::make_error_code(passing));
    EXPECT_TRUE(room.has("Ann")) << std::make_error_code(passing).message();
  }
  endpoint->on_undelivered(ann.client->address(),
                           std::make_error_code(std::errc::connection_refused));
  EXPECT_FALSE(room.has("Ann"));
}

TEST_F(DatagramMembers, ThatRepeatTheirNameAreWelcomedAgainAndNotAnnouncedAgain) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  for (const char* repeat : {"USERNAMEAnn", "USERNAMEAnn", "USERNAMEann"}) {
    ann.client->send(repeat);
    EXPECT_TRUE(room.hears(ann, welcome));
  }
  EXPECT_TRUE(room.hears_nothing_more(listener));
  ann.client->send("3Annhello");
  EXPECT_TRUE(room.hears(listener, "\rAnn: hello\n"));
}

TEST_F(DatagramMembers, ThatGiveAnotherNameLeaveAndJoin) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  ann.client->send("USERNAMEBob");
  EXPECT_TRUE(room.hears(ann, welcome));
  EXPECT_TRUE(room.hears(listener,
                         "\rAnn left the conversation \33[0m\n"
                         "\r Bob joined the conversation \n"));
  ann.client->send("3Bobhello");
  EXPECT_TRUE(room.hears(listener, "\rBob: hello\n"));
  EXPECT_FALSE(room.has("Ann"));
}

TEST_F(DatagramMembers, ThatGiveAnotherNameHaveTheirMessagesCountedAnew) {
  const Person ann = room.join("datagram", "Ann");
  ann.client->send("3Annhello");
  room.settle();
  EXPECT_EQ(room.server.room().find("Ann")->facts().messages, 1u);
  ann.client->send("USERNAMEBob");
  room.settle();
  ASSERT_TRUE(room.has("Bob"));
  EXPECT_EQ(room.server.room().find("Bob")->facts().messages, 0u);
}

TEST_F(DatagramMembers, ThatGiveAnotherNameThatIsRefusedAreOut) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  ann.client->send("USERNAMElistener");
  EXPECT_TRUE(room.hears(ann, "Username already taken!"));
  EXPECT_TRUE(room.hears(listener, "\rAnn left the conversation \33[0m\n"));
  ann.client->send("3Annhello");
  EXPECT_TRUE(room.hears_nothing_more(listener));
  EXPECT_TRUE(room.hears_nothing_more(ann));
}

TEST_F(DatagramMembers, MayComeBackFromTheSameAddress) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  for (int i = 0; i < 3; ++i) {
    ann.client->send("3Annexit@me");
    EXPECT_TRUE(room.hears(listener, "\rAnn left the conversation \33[0m\n"));
    ann.client->send("USERNAMEAnn");
    EXPECT_TRUE(room.hears(listener, "\r Ann joined the conversation \n"));
    EXPECT_TRUE(room.hears(ann, welcome));
  }
}

// All of it may be read in one turn.
TEST_F(DatagramMembers, MayJoinTalkAndLeaveInOneBurst) {
  DatagramClient& ann = room.bind_client("datagram");
  for (const char* datagram : {"USERNAMEAnn", "3Annone", "3Anntwo", "exit@me", "3Anntoo late"}) {
    ann.send(datagram);
  }
  EXPECT_TRUE(room.hears(listener,
                         "\r Ann joined the conversation \n\rAnn: one\n\rAnn: two\n"
                         "\rAnn left the conversation \33[0m\n"));
  EXPECT_TRUE(room.hears_nothing_more(listener));
  EXPECT_EQ(unwanted(), 1u);
}

// --------------------------------------------------------------------------------------- limits

class DatagramMembersOfFewWords : public DatagramMembers {
 protected:
  DatagramMembersOfFewWords() : DatagramMembers(limits()) {}

  static Limits limits() {
    Limits few;
    few.max_message = 100;
    few.datagram_idle = std::chrono::seconds(1);
    return few;
  }
};

TEST_F(DatagramMembersOfFewWords, AreNotHeardIfADatagramIsTooLong) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  ann.client->send(std::string(101, 'x'));
  room.settle();
  ann.client->send(std::string(100, 'y'));
  EXPECT_TRUE(room.hears(listener, "\rAnn: " + std::string(100, 'y') + "\n"));
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "a datagram that is too long is not answered";
  EXPECT_EQ(unwanted(), 1u);
  EXPECT_NE(room.log().find("dropped a datagram from " + ann.client->address().to_string()),
            std::string::npos);
}

TEST_F(DatagramMembersOfFewWords, AreRemovedAfterTheirTimeOfSilenceAndNotBefore) {
  const Person ann = room.join("datagram", "Ann");
  const TimePoint joined = now();
  room.forget_all();
  EXPECT_TRUE(
      room.hears(listener, "\r\33[31m\33[1mAnn left the conversation unexpectedly\33[0m\n"));
  const auto silence = now() - joined;
  EXPECT_GE(silence, milliseconds(900));
  EXPECT_LE(silence, milliseconds(2500));
  EXPECT_TRUE(room.hears(ann, "6Server" + removed));
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "nothing is sent to a removed member";
}

TEST_F(DatagramMembersOfFewWords, AreToldOnceMoreThatTheyAreRemovedIfTheySpeak) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  EXPECT_TRUE(room.hears(ann, "6Server" + removed));
  room.forget_all();
  ann.say("hello");
  EXPECT_TRUE(room.hears(ann, "6Server" + removed));
  ann.say("hello?");
  ann.client->send("exit@me");
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "its address may be another's by now";
  EXPECT_TRUE(room.hears_nothing_more(listener));
  EXPECT_EQ(unwanted(), 3u);
}

TEST_F(DatagramMembersOfFewWords, AreOrdinaryMembersOnceTheyHaveJoinedAgain) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  EXPECT_TRUE(room.hears(ann, "6Server" + removed));
  room.forget_all();
  ann.client->send("USERNAMEAnn");
  EXPECT_TRUE(room.hears(ann, welcome));
  ann.say("hello");
  EXPECT_TRUE(room.hears(listener, "\r Ann joined the conversation \n\rAnn: hello\n"));
  ann.client->send("exit@me");
  ann.say("too late");
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "it has left by its own word since";
}

TEST_F(DatagramMembersOfFewWords, StayAsLongAsTheySaySomething) {
  const Person ann = room.join("datagram", "Ann");
  const Person bob = room.join("datagram", "Bob");
  room.forget_all();
  for (int i = 0; i < 5; ++i) {
    room.run_for(milliseconds(300));
    ann.say("still here");
  }
  room.settle();
  EXPECT_TRUE(room.has("Ann"));
  EXPECT_FALSE(room.has("Bob"));
}

// Bob falls silent shortly after Ann. The timer must wait for what is left of Bob's time, and not
// for the whole of it again.
TEST_F(DatagramMembersOfFewWords, AreRemovedOneAfterTheOtherEachInTime) {
  room.join("datagram", "Ann");
  room.run_for(milliseconds(100));
  room.join("datagram", "Bob");
  room.join("datagram", "Carl");
  ASSERT_TRUE(room.wait_until([&] { return !room.has("Ann"); }));
  EXPECT_TRUE(
      room.wait_until([&] { return !room.has("Bob") && !room.has("Carl"); }, milliseconds(850)));
}

TEST_F(DatagramMembersOfFewWords, ThatWereBannedAreNotRemovedForTheirSilenceToo) {
  const Person ann = room.join("datagram", "Ann");
  room.join("datagram", "Bob");
  room.operator_bans("Ann");
  room.settle();
  ann.client->forget_all();
  ASSERT_TRUE(room.wait_until([&] { return !room.has("Bob"); }));
  EXPECT_TRUE(room.hears_nothing_more(ann));
  EXPECT_EQ(room.log().find(ann.client->address().to_string() + ": silent"), std::string::npos);
}

TEST_F(DatagramMembersOfFewWords, ThatGiveAnotherNameAreHereSinceThen) {
  const Person ann = room.join("datagram", "Ann");
  for (int i = 0; i < 4; ++i) {
    room.run_for(milliseconds(300));
    ann.say("still here");
  }
  ASSERT_TRUE(room.has("Ann"));
  EXPECT_GE(room.server.room().find("Ann")->facts().seconds_here, 1u);
  ann.client->send("USERNAMEAnna");
  ASSERT_TRUE(room.wait_until([&] { return room.has("Anna"); }));
  EXPECT_EQ(room.server.room().find("Anna")->facts().seconds_here, 0u);
}

// ----------------------------------------------------------------------------------- addresses

// A port number belongs to a transport: UDP 3000 and TCP 3000 are two.
TEST(DatagramEndpointAddress, MayHaveThePortNumberOfATcpEndpoint) {
  ServerUnderTest room;
  Address framed;
  Address datagram;
  for (int attempt = 0; attempt < 10 && datagram.port() == 0; ++attempt) {
    framed = room.open("framed", "127.0.0.1", 0);
    try {
      datagram = room.open("datagram", "127.0.0.1", framed.port());
    } catch (const std::exception&) {  // another program has that UDP port
    }
  }
  ASSERT_EQ(framed.port(), datagram.port());
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("datagram", "Bob");
  room.forget_all();
  ann.say("hello");
  EXPECT_TRUE(room.hears(bob, "3Annhello"));
  bob.say("hi");
  EXPECT_TRUE(room.hears(ann, "3         Bob2         hi"));
}

// The system reports that a datagram was refused at its destination, and perhaps which destination
// that was.
TEST(DatagramEndpointAddress, OfAMemberThatIsGoneDisturbsNoOther) {
  ServerUnderTest room;
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("datagram", "Bob");
  const Person carl = room.join("datagram", "Carl");
  room.forget_all();
  dynamic_cast<DatagramClient&>(*bob.client).socket = UdpSocket(loopback());
  ann.say("hello");
  EXPECT_TRUE(room.hears(carl, "3Annhello"));
  room.forget_all();
  for (int i = 0; i < 20; ++i) {
    ann.say("hello");
    EXPECT_TRUE(room.hears(carl, "3Annhello"));
  }
  carl.say("hi");
  EXPECT_TRUE(room.hears(ann, "4         Carl2         hi"));
}

}  // namespace
}  // namespace chatlab::datagram_endpoint_test
