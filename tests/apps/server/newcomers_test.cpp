// Connections that have not joined: their number is limited, and the oldest silent one is closed.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/server_under_test.hpp"

namespace chatlab::newcomers_test {
namespace {

constexpr std::size_t most = 5;

Limits few_newcomers() {
  Limits limits;
  limits.max_newcomers = most;
  return limits;
}

class Newcomers : public testing::Test {
 protected:
  StreamClient& connect_silently() {
    StreamClient& client = room.connect("framed");
    room.settle();
    return client;
  }

  ServerUnderTest room{"poll", few_newcomers()};
};

TEST_F(Newcomers, MayBeAsManyAsTheLimitSays) {
  std::vector<StreamClient*> silent;
  for (std::size_t i = 0; i < most; ++i) silent.push_back(&connect_silently());
  for (const StreamClient* client : silent) EXPECT_FALSE(client->is_over());
}

TEST_F(Newcomers, LoseTheOldestOfThemWhenThereIsOneTooMany) {
  std::vector<StreamClient*> silent;
  for (std::size_t i = 0; i < most + 2; ++i) silent.push_back(&connect_silently());
  for (std::size_t i = 0; i < silent.size(); ++i) {
    EXPECT_EQ(silent[i]->is_over(), i < 2) << i;
  }
  EXPECT_EQ(silent[0]->heard, frame("The server is full"));
  EXPECT_EQ(room.server.statistics().refused, 2u);
  EXPECT_NE(room.log().find("crowded out"), std::string::npos);
}

TEST_F(Newcomers, AreConnectionsThatHaveNotJoined) {
  std::vector<Person> members;
  for (std::size_t i = 0; i < 2 * most; ++i) {
    members.push_back(room.join("framed", "M" + std::to_string(i)));
    room.join("anonymous", "");
  }
  EXPECT_EQ(room.server.room().members().size(), 4 * most);
}

TEST_F(Newcomers, ThatSayNothingKeepNoClientOut) {
  for (std::size_t i = 0; i < 10 * most; ++i) {
    connect_silently();
    if (i % most == 0) room.join("line", "M" + std::to_string(i));
  }
  EXPECT_EQ(room.server.room().members().size(), 10u);
}

TEST_F(Newcomers, ThatWereRefusedAndDontGoAreNewcomersStill) {
  room.join("framed", "Ann");
  std::vector<StreamClient*> refused;
  for (std::size_t i = 0; i < most + 1; ++i) {
    refused.push_back(&connect_silently());
    refused.back()->send(frame("Ann"));
    room.settle();
  }
  EXPECT_LE(room.reactor.handler_count(), 1u + 1u + most) << "the endpoint, Ann, and they";
}

// Delivering an event to thirty connections needs many turns, so newcomers wait in the run queue.
TEST(BusyNewcomers, WhoWaitToBeServedStayAndTheSilentOnesGo) {
  constexpr std::size_t tiny_budget = 1;
  ServerUnderTest room("poll", few_newcomers(), tiny_budget);
  const Person flooder = room.join("line", "Flooder");
  for (int i = 0; i < 30; ++i) room.join("anonymous", "");
  std::string flood;
  for (int i = 0; i < 100; ++i) flood += "flood\n";
  flooder.client->send(flood);
  const auto connect = [&](const std::string& bytes) -> StreamClient& {
    StreamClient& client = room.connect("framed");
    client.send(bytes);
    for (int i = 0; i < 5; ++i) room.turn();
    return client;
  };
  for (std::size_t i = 1; i < most; ++i) connect(frame("N" + std::to_string(i)));
  StreamClient& silent = connect("");
  connect("");
  EXPECT_TRUE(room.wait_until([&] { return silent.is_over(); }));
  for (std::size_t i = 1; i < most; ++i) {
    EXPECT_TRUE(room.wait_until([&] { return room.has("N" + std::to_string(i)); })) << i;
  }
}

}  // namespace
}  // namespace chatlab::newcomers_test
