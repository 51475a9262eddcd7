// The limits on the number of members, the size of messages, and the time to join.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::limits_test {
namespace {

const auto protocol_of = [](const auto& tested) { return tested.param; };

Limits small_limits() {
  Limits limits;
  limits.max_members = 2;
  limits.max_message = 100;
  limits.join_timeout = std::chrono::seconds(1);
  return limits;
}

class Limited : public testing::TestWithParam<std::string> {
 protected:
  const Dialect& dialect() const { return dialect_of(GetParam()); }

  ServerUnderTest room{"poll", small_limits()};
  Person bob = room.join("line", "Bob");
};

// ------------------------------------------------------------------------------- how many come in

class FullRoom : public Limited {};

INSTANTIATE_TEST_SUITE_P(Protocols, FullRoom, testing::ValuesIn(member_protocols()), protocol_of);

TEST_P(FullRoom, RefusesOneMoreAndLetsItInAfterAMemberHasLeft) {
  const Person carl = room.join("framed", "Carl");
  room.forget_all();
  TestClient& client = room.client_of(GetParam());
  const std::string join = dialect().join("Ann");
  client.send(join);
  EXPECT_TRUE(room.hears(client, dialect().refusal("The server is full")));
  EXPECT_TRUE(room.hears_nothing_more(client));
  EXPECT_TRUE(room.hears_nothing_more(bob));
  if (!dialect().is_over_udp()) {
    EXPECT_TRUE(room.is_parted_with(dynamic_cast<StreamClient&>(client)));
  }
  carl.leave();
  EXPECT_TRUE(room.hears(bob, "\rCarl left the conversation \33[0m\n"));
  room.join(GetParam(), "Ann");
}

TEST(RoomForTwo, IsNotFilledByConnectionsThatGiveNoName) {
  Limits limits;
  limits.max_members = 2;
  ServerUnderTest room("poll", limits);
  for (int i = 0; i < 100; ++i) room.connect(i % 2 == 0 ? "framed" : "line");
  room.settle();
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("line", "Bob");
  ann.say("there is room");
  EXPECT_TRUE(room.hears(bob, "\rAnn: there is room\n"));
}

// -------------------------------------------------------------------------------- how much is said

class LongMessages : public Limited {};

INSTANTIATE_TEST_SUITE_P(Protocols, LongMessages, testing::ValuesIn(stream_protocols()),
                         protocol_of);

TEST_P(LongMessages, OfTheLimitAreHeard) {
  const Person ann = room.join(GetParam(), "Ann");
  room.forget_all();
  const std::string text(100, 'x');
  ann.say(text);
  EXPECT_TRUE(room.hears(bob, "\r" + ann.name + ": " + text + "\n"));
}

TEST_P(LongMessages, OverTheLimitAreReportedToTheirSenderWhichIsClosed) {
  const Person ann = room.join(GetParam(), "Ann");
  room.forget_all();
  ann.say(std::string(101, 'x'));
  EXPECT_TRUE(room.hears(
      ann, dialect().said("Server", "Message too long: at most 100 bytes are accepted")));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
  EXPECT_TRUE(room.hears(bob, dialect_of("line").left_unexpectedly(ann.name)));
  EXPECT_TRUE(room.hears_nothing_more(bob));
}

class LongNames : public Limited {};

INSTANTIATE_TEST_SUITE_P(Protocols, LongNames, testing::ValuesIn(stream_protocols_with_names()),
                         protocol_of);

// No more bytes are kept of a connection before it joins: a name needs no more.
TEST_P(LongNames, OverOneKibibyteAreRefusedAndPartedWith) {
  room.forget_all();
  StreamClient& client = room.connect(GetParam());
  client.send(dialect().join(std::string(1025, 'x')));
  EXPECT_TRUE(room.hears(client, dialect().refusal("Username not allowed")));
  EXPECT_TRUE(room.is_parted_with(client));
  EXPECT_TRUE(room.hears_nothing_more(bob));
}

// The limit holds while a line grows, not only when it ends.
TEST(LineWithoutAnEnd, IsNotCollectedForEver) {
  ServerUnderTest room("poll", small_limits());
  const Person ann = room.join("line", "Ann");
  room.forget_all();
  ann.client->send(std::string(60, 'x'));
  room.settle();
  ann.client->send(std::string(60, 'x'));
  EXPECT_TRUE(room.hears(ann, "\rServer: Message too long: at most 100 bytes are accepted\n"));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

// ------------------------------------------------------------------------------ how long they take

TEST(SilentConnections, AreClosedAtTheJoinTimeoutAndNotBefore) {
  ServerUnderTest room("poll", small_limits());
  const Person bob = room.join("line", "Bob");
  room.forget_all();
  const TimePoint start = now();
  std::vector<StreamClient*> silent;
  for (const std::string& protocol : stream_protocols_with_names()) {
    silent.push_back(&room.connect(protocol));
  }
  silent.push_back(&room.connect("framed"));
  silent.back()->send("3         An");  // it has begun to give a name
  for (StreamClient* client : silent) {
    EXPECT_TRUE(room.wait_until([&] { return client->is_over(); }));
    EXPECT_GE(now() - start, milliseconds(900));
    EXPECT_LE(now() - start, milliseconds(3000));
    EXPECT_FALSE(client->has_heard_anything());
  }
  EXPECT_NE(room.log().find("it never gave a name"), std::string::npos);
  EXPECT_TRUE(room.hears_nothing_more(bob))
      << "no leaving is announced for a client that never joined";
}

// The client does not close its end for a while. The join timeout must not close the connection
// again.
TEST(StrangersWhoCantBeUnderstood, AreNotClosedASecondTimeForGivingNoName) {
  ServerUnderTest room("poll", small_limits());
  room.connect("framed").send("abcdefghij");
  room.run_for(milliseconds(1300));
  EXPECT_EQ(room.log().find("it never gave a name"), std::string::npos);
}

TEST(StrangersWhoAreRefused, AreNotClosedASecondTimeForGivingNoName) {
  ServerUnderTest room("poll", small_limits());
  room.join("framed", "Ann");
  room.connect("framed").send(frame("Ann"));
  room.run_for(milliseconds(1300));
  EXPECT_EQ(room.log().find("it never gave a name"), std::string::npos);
}

TEST(MembersThatSayNothing, StayBeyondTheJoinTimeout) {
  ServerUnderTest room("poll", small_limits());
  room.join("framed", "Ann");
  const Person someone = room.join("anonymous", "");
  room.run_for(milliseconds(1300));
  EXPECT_TRUE(room.has("Ann"));
  EXPECT_TRUE(room.has(someone.name));
}

}  // namespace
}  // namespace chatlab::limits_test
