// One room, many protocols: what a member says or does in one protocol reaches every other member
// in that member's own protocol.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::protocol_matrix_test {
namespace {

// A room with one listener per protocol. The parameter is the protocol of the member that the
// listeners hear.
class ProtocolMatrix : public testing::TestWithParam<std::string> {
 protected:
  explicit ProtocolMatrix(const Limits& limits = {}) : room("poll", limits) {}

  void let_listeners_in() {
    for (const std::string& protocol : member_protocols()) {
      listeners.push_back(room.join(protocol, "L-" + protocol));
    }
    room.forget_all();
  }

  Person join(const std::string& name) { return room.join(protocol(), name); }
  const std::string& protocol() const { return GetParam(); }
  const Dialect& dialect() const { return dialect_of(protocol()); }

  // `in` encodes, in a listener's protocol, what the listener must receive.
  template <typename InDialect>
  void expect_all_hear(InDialect in) {
    for (const Person& listener : listeners) {
      SCOPED_TRACE(protocol() + " to " + listener.dialect->protocol());
      EXPECT_TRUE(room.hears(listener, in(*listener.dialect)));
    }
  }
  void expect_all_hear_nothing_more() {
    for (const Person& listener : listeners) {
      SCOPED_TRACE(protocol() + " to " + listener.dialect->protocol());
      EXPECT_TRUE(room.hears_nothing_more(listener));
    }
  }

  ServerUnderTest room;
  std::vector<Person> listeners;
};

const auto protocol_of = [](const auto& tested) { return tested.param; };

// ---------------------------------------------------------------------------------- what is said

using EverySender = ProtocolMatrix;

INSTANTIATE_TEST_SUITE_P(Protocols, EverySender, testing::ValuesIn(member_protocols()),
                         protocol_of);

TEST_P(EverySender, IsHeardByAllOthersInTheirOwnProtocols) {
  let_listeners_in();
  const Person ann = join("Ann");
  room.forget_all();
  ann.say("hello");
  expect_all_hear([&](const Dialect& in) { return in.said(ann.name, "hello"); });
  expect_all_hear_nothing_more();
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "its own message came back";
}

TEST_P(EverySender, IsAnnouncedToAllOthersWhenItJoins) {
  let_listeners_in();
  const Person ann = join("Ann");
  expect_all_hear([&](const Dialect& in) { return in.joined(ann.name); });
  expect_all_hear_nothing_more();
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "it was told of itself";
}

TEST_P(EverySender, IsAnnouncedToAllOthersWhenItLeavesByItsOwnWord) {
  let_listeners_in();
  const Person ann = join("Ann");
  room.forget_all();
  ann.leave();
  expect_all_hear([&](const Dialect& in) { return in.left(ann.name); });
  expect_all_hear_nothing_more();
  EXPECT_FALSE(room.has(ann.name));
  if (!dialect().is_over_udp()) {
    EXPECT_TRUE(room.is_parted_with(ann.stream()));
  }
}

TEST_P(EverySender, IsToldThatItIsBannedAndIsClosed) {
  let_listeners_in();
  const Person ann = join("Ann");
  room.forget_all();
  room.operator_bans(ann.name);
  EXPECT_TRUE(room.hears(ann, dialect().said("Server", "Connection from server has been closed")));
  expect_all_hear([&](const Dialect& in) { return in.left_unexpectedly(ann.name); });
  ann.say("I am still here");
  expect_all_hear_nothing_more();
  if (!dialect().is_over_udp()) {
    EXPECT_TRUE(room.is_parted_with(ann.stream()));
  }
}

TEST_P(EverySender, HearsTheOperator) {
  const Person ann = join("Ann");
  room.operator_says("news");
  EXPECT_TRUE(room.hears(ann, dialect().said("Server", "news")));
  EXPECT_TRUE(room.hears_nothing_more(ann));
}

TEST_P(EverySender, HearsNothingOfAnEmptyMessage) {
  let_listeners_in();
  const Person ann = join("Ann");
  room.forget_all();
  ann.say("\a\b");
  room.settle();
  ann.say("\n");
  expect_all_hear_nothing_more();
}

// An echo client is told nothing, and has no name that could be announced.
TEST(EchoInTheRoom, IsHeardByAllAsItsAddress) {
  ServerUnderTest room;
  std::vector<Person> listeners;
  for (const std::string& protocol : member_protocols()) {
    listeners.push_back(room.join(protocol, "L-" + protocol));
  }
  room.forget_all();
  DatagramClient& echo = room.bind_client("echo");
  echo.send("hello");
  const std::string address = echo.address().to_string();
  for (const Person& listener : listeners) {
    SCOPED_TRACE(listener.dialect->protocol());
    EXPECT_TRUE(room.hears(listener, listener.dialect->said(address, "hello")));
    EXPECT_TRUE(room.hears_nothing_more(listener));
  }
  EXPECT_TRUE(room.hears(echo, "[" + address + "] hello"));
  listeners.front().say("is it told anything else?");
  room.operator_says("or by me?");
  EXPECT_TRUE(room.hears_nothing_more(echo));
}

TEST(EchoInTheRoom, AnswersEachClientAlone) {
  ServerUnderTest room;
  DatagramClient& one = room.bind_client("echo");
  DatagramClient& two = room.bind_client("echo");
  one.send("first");
  two.send("second");
  EXPECT_TRUE(room.hears(one, "[" + one.address().to_string() + "] first"));
  EXPECT_TRUE(room.hears(two, "[" + two.address().to_string() + "] second"));
  EXPECT_TRUE(room.hears_nothing_more(one));
  EXPECT_TRUE(room.hears_nothing_more(two));
}

// --------------------------------------------------------------------------- leaving unexpectedly

// Over TCP: a reset, and closing without the word for leaving if the protocol has one.
class EveryStreamSender : public ProtocolMatrix {};

INSTANTIATE_TEST_SUITE_P(Protocols, EveryStreamSender, testing::ValuesIn(stream_protocols()),
                         protocol_of);

TEST_P(EveryStreamSender, ThatIsResetHasLeftUnexpectedly) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  let_listeners_in();
  const Person ann = join("Ann");
  room.forget_all();
  ann.stream().reads = false;
  room.operator_says("you will not read this");
  room.settle();
  room.forget_all();
  ann.stream().reset();
  expect_all_hear([&](const Dialect& in) { return in.left_unexpectedly(ann.name); });
  expect_all_hear_nothing_more();
}

TEST_P(EveryStreamSender, ThatClosesWithoutItsWordForLeavingHasLeftUnexpectedly) {
  let_listeners_in();
  const Person ann = join("Ann");
  room.forget_all();
  ann.stream().half_close();
  expect_all_hear([&](const Dialect& in) {
    return dialect().leave("Ann").empty() ? in.left(ann.name) : in.left_unexpectedly(ann.name);
  });
  expect_all_hear_nothing_more();
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

class EveryDatagramSender : public ProtocolMatrix {
 protected:
  EveryDatagramSender() : ProtocolMatrix(some_seconds_of_silence()) {}

  // Longer than the listeners need to join, also on a busy machine.
  static Limits some_seconds_of_silence() {
    Limits limits;
    limits.datagram_idle = std::chrono::seconds(4);
    return limits;
  }
};

INSTANTIATE_TEST_SUITE_P(Protocols, EveryDatagramSender, testing::ValuesIn(datagram_protocols()),
                         protocol_of);

TEST_P(EveryDatagramSender, ThatIsSilentForTooLongHasLeftUnexpectedly) {
  const Person ann = join("Ann");
  room.run_for(milliseconds(600));
  let_listeners_in();  // so that those over UDP are not removed at the same time
  expect_all_hear([&](const Dialect& in) { return in.left_unexpectedly(ann.name); });
  EXPECT_FALSE(room.has("Ann"));
}

// ------------------------------------------------------------------------------- coming in, or not

// Members with names. The parameter is the protocol of the member that joins.
class EveryJoiner : public ProtocolMatrix {
 protected:
  void expect_refused(const std::string& name, const std::string& reason) {
    SCOPED_TRACE(protocol() + " as '" + escaped(name) + "'");
    TestClient& client = room.client_of(protocol());
    client.send(dialect().join(name));
    EXPECT_TRUE(room.hears(client, dialect().refusal(reason)));
    EXPECT_TRUE(room.hears_nothing_more(client));
    if (!dialect().is_over_udp()) {
      EXPECT_TRUE(room.is_parted_with(dynamic_cast<StreamClient&>(client)));
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Protocols, EveryJoiner, testing::ValuesIn(protocols_with_names()),
                         protocol_of);

TEST_P(EveryJoiner, IsRefusedANameThatIsTakenInAnyProtocol) {
  let_listeners_in();
  for (const Person& listener : listeners) {
    // No member may choose an ADDRESS as its name, whether a member has this ADDRESS or not.
    const bool is_address = listener.dialect->join("a name").empty();
    expect_refused(listener.name, is_address ? "Username not allowed" : "Username already taken!");
  }
  expect_refused("l-FRAMED", "Username already taken!");
  expect_all_hear_nothing_more();
}

TEST_P(EveryJoiner, IsRefusedANameThatIsNotAllowed) {
  let_listeners_in();
  expect_refused("Server", "Username not allowed");
  expect_all_hear_nothing_more();
}

TEST_P(EveryJoiner, MayJoinWithANameThatIsFreeAgain) {
  let_listeners_in();
  for (int i = 0; i < 3; ++i) {
    const Person ann = join("Ann");
    expect_all_hear([&](const Dialect& in) { return in.joined("Ann"); });
    ann.leave();
    expect_all_hear([&](const Dialect& in) { return in.left("Ann"); });
  }
}

}  // namespace
}  // namespace chatlab::protocol_matrix_test
