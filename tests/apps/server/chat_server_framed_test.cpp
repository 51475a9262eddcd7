// `framed`, and clients that violate it: the client is told and closed, and all others go on. And a
// quiet room, in which the server does nothing at all.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/reactor_testing.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::chat_server_framed_test {
namespace {

constexpr const char* welcome = "45        Welcome to the server,Thanks for connecting!!";

class FramedClients : public testing::Test {
 protected:
  ServerUnderTest room;
  Person bob = room.join("framed", "Bob");
  Person carl = room.join("line", "Carl");

  Person offender() {
    const Person ann = room.join("framed", "Ann");
    room.forget_all();
    return ann;
  }

  void expect_told(const Person& ann, const std::string& what) {
    EXPECT_TRUE(room.hears(ann, "6         Server" + frame(what)));
    EXPECT_TRUE(room.is_parted_with(ann.stream()));
  }

  void expect_gone(const std::string& name) {
    EXPECT_TRUE(
        room.hears(bob, "6         Server" + frame(name + " left the conversation unexpectedly")));
    EXPECT_TRUE(
        room.hears(carl, "\r\33[31m\33[1m" + name + " left the conversation unexpectedly\33[0m\n"));
    expect_all_others_chat_on();
  }

  void expect_all_others_chat_on() {
    bob.say("still here?");
    EXPECT_TRUE(room.hears(carl, "\rBob: still here?\n"));
    carl.say("yes");
    EXPECT_TRUE(room.hears(bob, "4         Carl3         yes"));
    EXPECT_TRUE(room.hears_nothing_more(bob));
    EXPECT_TRUE(room.hears_nothing_more(carl));
  }
};

// --------------------------------------------------------------------------------- well-formed

TEST_F(FramedClients, MaySendEverythingAtOnceAndHangUp) {
  room.forget_all();
  StreamClient& ann = room.connect("framed");
  ann.send("3         Ann5         hello");
  ann.half_close();
  EXPECT_TRUE(room.hears(ann, welcome));
  EXPECT_TRUE(room.is_parted_with(ann));
  EXPECT_TRUE(room.hears(carl,
                         "\r Ann joined the conversation \n\rAnn: hello\n"
                         "\r\33[31m\33[1mAnn left the conversation unexpectedly\33[0m\n"));
  EXPECT_TRUE(room.hears_nothing_more(carl));
}

// Text after the word for leaving is not said.
TEST_F(FramedClients, LeaveByExitAtMeAndSayNothingAfterIt) {
  const Person ann = offender();
  ann.client->send("7         exit@me4         late");
  EXPECT_TRUE(room.hears(bob, "6         Server25        Ann left the conversation"));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
  EXPECT_TRUE(room.hears_nothing_more(bob));
}

// ------------------------------------------------------------------------------------ the reason

TEST_F(FramedClients, AreLoggedWithThePartOfAFrameThatTheStreamEndedIn) {
  const Person ann = offender();
  ann.client->send("5         he");
  ann.stream().half_close();
  expect_gone("Ann");
  EXPECT_NE(room.log().find("Ann at 127.0.0.1:"), std::string::npos) << room.log();
  EXPECT_NE(room.log().find(": end of stream inside a frame: 2 of 5 bytes\n"), std::string::npos)
      << room.log();
}

TEST_F(FramedClients, AreLoggedWithAnEndOfStreamBetweenTwoFrames) {
  const Person ann = offender();
  ann.stream().half_close();
  expect_gone("Ann");
  EXPECT_NE(room.log().find(": end of stream\n"), std::string::npos) << room.log();
}

// ----------------------------------------------------------------------------------- malformed

TEST_F(FramedClients, AreToldAndClosedForAHeaderOfTenLetters) {
  const Person ann = offender();
  ann.client->send("abcdefghij");
  expect_told(ann, "Malformed message: its header is no length");
  expect_gone("Ann");
}

TEST_F(FramedClients, AreHeardUpToTheFirstMalformedHeader) {
  const Person ann = offender();
  ann.client->send("2         hi          5         never");
  EXPECT_TRUE(room.hears(bob, "3         Ann2         hi"));
  expect_told(ann, "Malformed message: its header is no length");
}

TEST_F(FramedClients, ThatBeginWithRandomBytesAreRefusedAndNotAnnounced) {
  room.forget_all();
  StreamClient& stranger = room.connect("framed");
  stranger.send("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n");
  EXPECT_TRUE(room.hears(stranger, frame("Malformed message: its header is no length")));
  EXPECT_TRUE(room.is_parted_with(stranger));
  expect_all_others_chat_on();
}

// ------------------------------------------------------------------------------------ cut off

TEST_F(FramedClients, MayBeResetInTheMiddleOfAFrame) {
  const Person ann = offender();
  ann.client->send("20        half of a fra");
  room.settle();
  ann.stream().reads = false;
  room.operator_says("you will not read this");
  room.settle();
  room.forget_all();
  ann.stream().reset();
  expect_gone("Ann");
}

TEST_F(FramedClients, MayHalfCloseBeforeTheyGiveAName) {
  room.forget_all();
  StreamClient& stranger = room.connect("framed");
  stranger.half_close();
  EXPECT_TRUE(room.is_parted_with(stranger));
  expect_all_others_chat_on();
}

TEST_F(FramedClients, AreHereSinceTheyGaveAName) {
  StreamClient& late = room.connect("framed");
  room.run_for(milliseconds(1100));
  late.send(frame("Late"));
  ASSERT_TRUE(room.wait_until([&] { return room.has("Late"); }));
  EXPECT_EQ(room.server.room().find("Late")->facts().seconds_here, 0u);
}

TEST_F(FramedClients, MayBeClosedBeforeTheServerAcceptsThem) {
  room.forget_all();
  room.connect("framed").close();
  expect_all_others_chat_on();
}

// ------------------------------------------------------------------------------------ a quiet room

class QuietRoom : public testing::Test {};

TEST_F(QuietRoom, NeedsNoTurn) {
  ServerUnderTest room;
  for (const std::string& protocol : member_protocols()) {
    room.join(protocol, protocol);
    room.client_of(protocol);  // and one that gives no name
  }
  room.settle();
  const std::uint64_t before = room.reactor.statistics().turns;
  Alarm alarm(room.reactor.timers());
  alarm.start(milliseconds(300));
  while (alarm.rings == 0) room.reactor.turn();
  EXPECT_EQ(room.reactor.statistics().turns - before, 1u) << "only the alarm was due";
}

TEST_F(QuietRoom, NeedsNoTurnForMembersThatHalfClosedOrLeft) {
  ServerUnderTest room;
  const Person ann = room.join("framed", "Ann");
  ann.leave();
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
  room.connect("line").half_close();
  ann.stream().close();
  room.settle();
  room.settle();
  const std::uint64_t before = room.reactor.statistics().wake_ups;
  room.run_for(milliseconds(300));
  EXPECT_EQ(room.reactor.statistics().wake_ups, before);
}

}  // namespace
}  // namespace chatlab::chat_server_framed_test
