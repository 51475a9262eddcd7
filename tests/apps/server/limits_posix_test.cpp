// As many clients as the system allows: with poll, with select, and silent ones. POSIX only: on
// Windows the limits lie elsewhere.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/select.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/server_under_test.hpp"

namespace chatlab::limits_posix_test {
namespace {

// Both ends of each connection are in this process.
bool may_open(std::size_t connections) {
  rlimit limit = {};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > 2 * connections + 100;
}

// A crowd whose members are pumped only when the test says so, since pumping thousands of sockets
// in every turn would be slow.
class Crowd {
 public:
  explicit Crowd(ServerUnderTest& room) : room_(room) {}

  void connect(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      clients_.push_back(std::make_unique<StreamClient>(room_.endpoint("framed")));
      if (i % 50 == 49) room_.turn();  // before the listener's backlog is full
    }
  }

  void pump() {
    for (const auto& client : clients_) client->pump();
  }

  const std::vector<std::unique_ptr<StreamClient>>& clients() const { return clients_; }

 private:
  ServerUnderTest& room_;
  std::vector<std::unique_ptr<StreamClient>> clients_;
};

TEST(FiveThousandClients, ChatAtOnceWithPoll) {
  constexpr std::size_t count = 5000;
  constexpr std::size_t at_a_time = 250;  // each new member is announced to all others
  if (!may_open(count)) GTEST_SKIP() << "too few descriptors are allowed";
  Limits limits;
  limits.join_timeout = std::chrono::minutes(10);  // the last ones wait for their turn
  ServerUnderTest room("poll", limits);
  Crowd crowd(room);
  for (std::size_t first = 0; first < count; first += at_a_time) {
    crowd.connect(at_a_time);  // not all at once: newcomers without a name are limited
    for (std::size_t i = first; i < first + at_a_time; ++i) {
      crowd.clients()[i]->send(frame("Client " + std::to_string(i)));
    }
    crowd.pump();
    const std::size_t here = first + at_a_time;
    const auto all_are_in = [&] { return room.server.room().members().size() == here; };
    ASSERT_TRUE(room.wait_until(all_are_in, std::chrono::minutes(1)));
    crowd.pump();
    for (const auto& client : crowd.clients()) client->forget_all();
  }
  crowd.clients().front()->send(frame("hello, everybody"));
  crowd.pump();
  room.settle();
  crowd.pump();
  const std::string expected = frame("Client 0") + frame("hello, everybody");
  for (std::size_t i = 1; i < count; ++i) {
    const std::string& heard = crowd.clients()[i]->heard;
    ASSERT_NE(heard.find(expected), std::string::npos) << "Client " << i << ": " << escaped(heard);
  }
}

TEST(AThousandSilentConnections, KeepNoNewcomerOut) {
  constexpr std::size_t count = 1000;
  if (!may_open(count)) GTEST_SKIP() << "too few descriptors are allowed";
  Limits limits;
  limits.join_timeout = std::chrono::seconds(2);
  ServerUnderTest room("poll", limits);
  Crowd crowd(room);
  crowd.connect(count);
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("framed", "Bob");
  ann.say("hello");
  EXPECT_TRUE(room.hears(bob, "3         Ann5         hello"));
  const auto all_are_closed = [&] {
    crowd.pump();
    for (const auto& client : crowd.clients()) {
      if (!client->is_over()) return false;
    }
    return true;
  };
  EXPECT_TRUE(room.wait_until(all_are_closed)) << "the join timeout did not come";
  EXPECT_TRUE(room.has("Ann"));
}

TEST(ManyClientsWithSelect, AreRefusedIfItCanHoldNoMore) {
  constexpr std::size_t count = FD_SETSIZE;
  if (!may_open(count)) GTEST_SKIP() << "too few descriptors are allowed";
  ServerUnderTest room("select");
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("line", "Bob");
  Crowd crowd(room);
  crowd.connect(count);
  room.settle();
  crowd.pump();
  std::size_t refused = 0;
  for (const auto& client : crowd.clients()) {
    if (!client->has_heard_anything()) continue;
    ++refused;
    EXPECT_EQ(client->heard, "18        The server is full");
    EXPECT_TRUE(client->ended) << "and nothing more will come";
  }
  EXPECT_GT(refused, 0u);
  EXPECT_LT(refused, count) << "no client came in";
  EXPECT_EQ(room.server.statistics().refused, refused);
  ann.say("hello");
  EXPECT_TRUE(room.hears(bob, "\rAnn: hello\n"));
}

TEST(ManyClientsWithSelect, ComeInAgainAfterOthersHaveLeft) {
  constexpr std::size_t count = FD_SETSIZE;
  if (!may_open(count)) GTEST_SKIP() << "too few descriptors are allowed";
  ServerUnderTest room("select");
  const Person bob = room.join("line", "Bob");
  {
    Crowd crowd(room);
    crowd.connect(count);
    room.settle();
  }
  // Refused connections stay open for a second or two, so that the clients can read the reason.
  room.settle();
  room.forget_all();
  room.join("framed", "Ann");
  EXPECT_TRUE(room.hears(bob, "\r Ann joined the conversation \n"));
}

}  // namespace
}  // namespace chatlab::limits_posix_test
