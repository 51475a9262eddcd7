// Whatever is sent, and however many members there are: no turn of the server delivers more than
// its budget allows, no member starves, and messages stay in order.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/server_under_test.hpp"

namespace chatlab::turn_budget_test {
namespace {

// Room for some two hundred deliveries to receivers of `line` or `framed`.
constexpr std::size_t budget = 256;

class BusyServer : public testing::Test {
 protected:
  // Many lines of text, numbered.
  static std::string lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "#" + std::to_string(i) + "\n";
    return text;
  }

  // Turns the server once, and checks that it delivered no more than it may: the budget, and the
  // event that it has begun.
  void turn() {
    const std::uint64_t turns_before = room.reactor.statistics().turns;
    const Statistics before = room.server.statistics();
    room.turn();
    ASSERT_EQ(room.reactor.statistics().turns, turns_before + 1);
    const Statistics& after = room.server.statistics();
    const std::uint64_t delivered = after.messages_out - before.messages_out;
    EXPECT_LE(delivered, budget + room.server.room().members().size());
    most_delivered = std::max(most_delivered, delivered);
    most_sent = std::max(most_sent, after.bytes_out - before.bytes_out);
  }

  bool turn_until(const std::function<bool()>& condition) {
    const TimePoint deadline = now() + patience;
    while (!condition() && now() < deadline) turn();
    return condition();
  }

  // True if all lines() have arrived, in order.
  static void expect_lines(const Person& listener, const std::string& sender, int count) {
    int next = 0;
    const auto all = conversation_in(listener.stream().heard);
    for (const Said& said : all) {
      if (said.sender != sender) continue;
      ASSERT_EQ(said.text, "#" + std::to_string(next)) << sender;
      ++next;
    }
    EXPECT_EQ(next, count) << sender;
  }

  static bool has_heard(const Person& listener, const std::string& words) {
    return listener.stream().heard.find(words) != std::string::npos;
  }

  ServerUnderTest room{"poll", {}, budget};
  Person ann = room.join("framed", "Ann");
  Person bob = room.join("framed", "Bob");
  std::uint64_t most_delivered = 0;  // in one turn
  std::uint64_t most_sent = 0;       // bytes, in one turn
};

TEST_F(BusyServer, SpreadsAFloodInOneWriteOverManyTurnsInOrder) {
  constexpr int count = 2000;
  const Person flooder = room.join("line", "Flooder");
  room.forget_all();
  flooder.client->send(lines(count));
  EXPECT_TRUE(turn_until([&] { return has_heard(bob, "#" + std::to_string(count - 1)); }));
  EXPECT_GT(most_delivered, 0u);
  expect_lines(ann, "Flooder", count);
  expect_lines(bob, "Flooder", count);
}

TEST_F(BusyServer, DoesNotReadAMemberWhoseRequestsAreWaiting) {
  const Person flooder = room.join("line", "Flooder");
  room.forget_all();
  const std::uint64_t before = room.server.statistics().bytes_in;
  flooder.client->send(lines(40000));
  EXPECT_TRUE(turn_until([&] { return room.server.statistics().bytes_in > before; }));
  for (int i = 0; i < 20; ++i) turn();
  EXPECT_LE(room.server.statistics().bytes_in - before, 64u * 1024) << "one read, not twenty";
}

TEST_F(BusyServer, WelcomesANewcomerInTheMidstOfAFlood) {
  constexpr int count = 3000;
  const Person flooder = room.join("line", "Flooder");
  room.forget_all();
  flooder.client->send(lines(count));
  EXPECT_TRUE(turn_until([&] { return has_heard(bob, "#1"); }));
  room.join("framed", "Carl");
  EXPECT_FALSE(has_heard(bob, "#" + std::to_string(count - 1))) << "the flood was over";
}

// Each turn takes a tenth of a second here, so the line is longer than the join timeout.
TEST(BusyServerWithAShortJoinTimeout, DoesNotCloseANewcomerWhoseNameWaitsInLine) {
  Limits limits;
  limits.join_timeout = std::chrono::seconds(1);
  ServerUnderTest room("poll", limits, budget);
  std::vector<Person> flooders;
  for (int i = 0; i < 100; ++i) flooders.push_back(room.join("line", "F" + std::to_string(i)));
  for (const Person& flooder : flooders) flooder.client->send("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  StreamClient& newcomer = room.connect("framed");
  newcomer.send(frame("Newcomer"));
  const std::uint64_t all = room.server.statistics().bytes_in + 100 * 18 + frame("Newcomer").size();
  ASSERT_TRUE(room.wait_until([&] { return room.server.statistics().bytes_in >= all; }));
  ASSERT_FALSE(room.has("Newcomer")) << "it did not wait in line";
  const TimePoint timeout = now() + milliseconds(1200);
  while (now() < timeout) {
    std::this_thread::sleep_for(milliseconds(100));
    room.turn();
  }
  ASSERT_FALSE(room.has("Newcomer")) << "it did not wait in line for so long";
  EXPECT_TRUE(room.wait_until([&] { return room.has("Newcomer"); }));
  EXPECT_EQ(room.log().find("it never gave a name"), std::string::npos);
}

TEST_F(BusyServer, ListensToFloodersInTurn) {
  constexpr int count = 500;
  const Person first = room.join("line", "First");
  const Person second = room.join("line", "Second");
  room.forget_all();
  first.client->send(lines(count));
  second.client->send(lines(count));
  const std::string last = frame("#" + std::to_string(count - 1));
  EXPECT_TRUE(turn_until([&] {
    return has_heard(bob, frame("First") + last) && has_heard(bob, frame("Second") + last);
  }));
  expect_lines(bob, "First", count);
  expect_lines(bob, "Second", count);
  int changes = 0;
  std::string previous;
  for (const Said& said : conversation_in(bob.stream().heard)) {
    changes += said.sender != previous ? 1 : 0;
    previous = said.sender;
  }
  EXPECT_GT(changes, 200) << "neither has a whole turn for itself";
}

TEST_F(BusyServer, AnnouncesManyWhoLeaveAtOnceInSeveralTurns) {
  constexpr int count = 60;
  std::vector<Person> leavers;
  for (int i = 0; i < count; ++i) {
    leavers.push_back(room.join("line", "Leaver " + std::to_string(i) + ";"));
  }
  room.forget_all();
  for (const Person& leaver : leavers) leaver.stream().close();
  EXPECT_TRUE(turn_until([&] { return room.server.room().members().size() == 2; }));
  room.settle();
  for (int i = 0; i < count; ++i) {
    EXPECT_TRUE(has_heard(
        ann, frame("Leaver " + std::to_string(i) + "; left the conversation unexpectedly")))
        << i;
  }
}

// A broken connection receives nothing any more, but each departure passes by it.
TEST(BusyServerWithBrokenConnections, AnnouncesManyDeparturesInSeveralTurns) {
  constexpr std::size_t count = 200;
  constexpr std::size_t larger_budget = 4 * budget;
  ServerUnderTest room("poll", {}, larger_budget);
  std::vector<Person> leavers;
  for (std::size_t i = 0; i < count; ++i) {
    leavers.push_back(room.join("framed", "L" + std::to_string(i)));
  }
  room.settle();
  for (const Person& leaver : leavers) leaver.stream().socket.reset();
  const TimePoint deadline = now() + patience;
  while (!room.server.room().members().empty() && now() < deadline) {
    const std::uint64_t turns_before = room.reactor.statistics().turns;
    const std::size_t before = room.server.room().members().size();
    room.turn();
    const std::uint64_t turns = room.reactor.statistics().turns - turns_before;
    const std::size_t after = room.server.room().members().size();
    ASSERT_LE((before - after) * after, turns * (larger_budget + before));
  }
  EXPECT_TRUE(room.server.room().members().empty());
}

TEST_F(BusyServer, LetsManyJoinAtOnceInSeveralTurns) {
  constexpr int count = 60;
  room.forget_all();
  std::vector<StreamClient*> newcomers;
  for (int i = 0; i < count; ++i) newcomers.push_back(&room.connect("anonymous"));
  EXPECT_TRUE(turn_until([&] { return room.server.room().members().size() == 2u + count; }));
  room.settle();
  for (const StreamClient* newcomer : newcomers) {
    EXPECT_TRUE(
        has_heard(ann, frame(newcomer->address().to_string() + " joined the conversation")));
  }
}

TEST_F(BusyServer, SpreadsAStormOfDatagramsOverManyTurns) {
  constexpr int count = 60;
  std::vector<Person> people;
  for (int i = 0; i < 20; ++i) people.push_back(room.join("datagram", "D" + std::to_string(i)));
  room.forget_all();
  for (int i = 0; i < count; ++i) people.front().say("#" + std::to_string(i));
  const std::string last = frame("D0") + frame("#" + std::to_string(count - 1));
  EXPECT_TRUE(turn_until([&] { return has_heard(bob, last); }));
  EXPECT_LE(most_delivered, 2u * 21 * 2) << "each costs a system call";
  expect_lines(bob, "D0", count);
}

// Each receiver costs a send.
class ServerWithDatagramMembers : public BusyServer {
 protected:
  static constexpr std::size_t count = 100;

  ServerWithDatagramMembers() {
    for (std::size_t i = 0; i < count; ++i) {
      people.push_back(room.join("datagram", "D" + std::to_string(i)));
    }
    room.forget_all();
  }

  // How many have `text` in the last datagram that they received.
  std::size_t count_who_heard(const std::string& text) const {
    return static_cast<std::size_t>(
        std::count_if(people.begin(), people.end(), [&](const Person& person) {
          const auto& heard = dynamic_cast<DatagramClient&>(*person.client).heard;
          return !heard.empty() && heard.back().find(text) != std::string::npos;
        }));
  }

  std::vector<Person> people;
};

TEST_F(ServerWithDatagramMembers, SendsOneMessageInManyTurns) {
  const std::string text(1000, 'x');
  ann.say(text);
  EXPECT_TRUE(turn_until([&] { return count_who_heard(text) == count; }));
  EXPECT_LE(most_sent, 8 * text.size());
}

TEST_F(ServerWithDatagramMembers, DeliversNothingMoreWhileDatagramsWait) {
  constexpr int messages = 10;
  for (int i = 0; i < messages; ++i) people.front().say("#" + std::to_string(i));
  EXPECT_TRUE(turn_until([&] { return has_heard(bob, "#" + std::to_string(messages - 1)); }));
  EXPECT_LE(most_delivered, count + 2) << "one message";
}

TEST_F(ServerWithDatagramMembers, SendsToStreamMembersMeanwhile) {
  ann.say("hello");
  EXPECT_TRUE(turn_until([&] { return has_heard(bob, "hello"); }));
  EXPECT_LT(count_who_heard("hello"), count / 2);
}

TEST_F(ServerWithDatagramMembers, ListensToStreamMembersThoughADatagramMemberNeverStopsTalking) {
  int turns = 0;
  EXPECT_TRUE(turn_until([&] {
    people.front().say("my turn");
    if (++turns == 10) ann.say("hello");  // when the budget is used up
    return has_heard(bob, "hello") || turns == 1000;
  }));
  EXPECT_LT(turns, 1000);
}

TEST_F(ServerWithDatagramMembers, TellsThemThatItStopsBeforeItHasStopped) {
  room.server.stop();
  EXPECT_TRUE(room.server.endpoints().back()->is_busy()) << "with the datagrams that tell it";
  EXPECT_TRUE(turn_until([&] { return room.server.is_stopped(); }));
  const std::uint64_t sent = room.server.statistics().bytes_out;
  room.settle();
  EXPECT_EQ(room.server.statistics().bytes_out, sent);
  EXPECT_EQ(count_who_heard("The server is shutting down"), count);
}

TEST(BusyDatagrams, ManyMembersThatFellSilentAtOnceAreRemovedInSeveralTurns) {
  constexpr std::size_t count = 30;
  Limits limits;
  limits.datagram_idle = std::chrono::seconds(1);
  ServerUnderTest room("poll", limits, budget);
  const Person bob = room.join("framed", "Bob");
  for (std::size_t i = 0; i < count; ++i) room.join("datagram", "D" + std::to_string(i));
  std::uint64_t most = 0;
  const TimePoint deadline = now() + patience;
  while (room.server.room().members().size() > 1 && now() < deadline) {
    const std::uint64_t before = room.server.statistics().messages_out;
    room.turn();
    most = std::max(most, room.server.statistics().messages_out - before);
  }
  room.settle();
  EXPECT_LE(most, 8 * count) << "not all in one turn, which are " << count * count / 2;
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_NE(bob.stream().heard.find(
                  frame("D" + std::to_string(i) + " left the conversation unexpectedly")),
              std::string::npos)
        << i;
  }
}

TEST_F(BusyServer, StopsAtOnceInTheMidstOfAFlood) {
  constexpr int count = 20000;
  const Person flooder = room.join("line", "Flooder");
  flooder.client->send(lines(count));
  EXPECT_TRUE(turn_until([&] { return has_heard(bob, "#10"); }));
  room.server.stop();
  const TimePoint start = now();
  EXPECT_TRUE(turn_until([&] { return room.server.is_stopped(); }));
  EXPECT_LE(now() - start, milliseconds(2500));
  EXPECT_TRUE(has_heard(bob, frame("The server is shutting down")));
  EXPECT_FALSE(has_heard(bob, "#" + std::to_string(count - 1)));
}

}  // namespace
}  // namespace chatlab::turn_budget_test
