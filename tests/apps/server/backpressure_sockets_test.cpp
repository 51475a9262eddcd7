// Backpressure over real sockets, with TCP's own buffers: a member that floods waits, and no other
// member does.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/apps/server/flooded_room.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::backpressure_sockets_test {
namespace {

using std::chrono::seconds;

TEST_F(FloodedRoom, IsNotCongestedWhileAllReadHoweverMuchIsSaid) {
  room.forget_all();
  flood_more(8000);
  room.settle();
  expect_whole_flood(bob);
  EXPECT_EQ(room.server.backpressure().congestions(), 0u);
}

TEST_F(FloodedRoom, ClosesAMemberThatStoppedReadingAfterASecondAndTellsTheOthers) {
  const Person stopped = room.join("framed", "Stopped");
  room.forget_all();
  stopped.stream().reads = false;
  const TimePoint before = now();
  flood_until_congested();
  const TimePoint congested = now();
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Stopped"); }));
  EXPECT_GE(now() - before, seconds(1));
  EXPECT_LE(now() - congested, seconds(3));
  EXPECT_TRUE(room.wait_until([&] {
    return has_heard(bob, frame("Stopped left the conversation unexpectedly")) &&
           has_heard(flooder, frame("Stopped left the conversation unexpectedly"));
  }));
  EXPECT_NE(room.log().find("stalled: took nothing for a second"), std::string::npos);
  stopped.stream().reads = true;
  EXPECT_TRUE(room.wait_until([&] { return stopped.stream().is_over(); })) << "it was not closed";
}

TEST_F(FloodedRoom, ReleasesTheFlooderWhenTheCongestionEndsAndLosesNothing) {
  const Person stopped = room.join("framed", "Stopped");
  room.forget_all();
  stopped.stream().reads = false;
  flood_until_congested();
  flood_more(3000);
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Stopped"); }));
  room.settle();
  EXPECT_FALSE(is_congested());
  EXPECT_EQ(flooder.stream().unsent(), 0u);
  expect_whole_flood(ann);
  expect_whole_flood(bob);
  EXPECT_LE(room.server.backpressure().deepest(), small_backlog);
}

TEST_F(FloodedRoom, LetsASlowReaderHaveEveryMessageAtItsOwnPace) {
  const Person slow = room.join("framed", "Slow");
  room.forget_all();
  slow.stream().reads = false;
  flood_until_congested();
  flood_more(6000);
  std::size_t most_unsent = 0;
  const bool complete = room.wait_until(
      [&] {
        slow.stream().read_some(16 * 1024);  // in each turn, which waits a millisecond
        most_unsent = std::max(most_unsent, flooder.stream().unsent());
        return flooder.stream().unsent() == 0 && !is_congested();
      },
      seconds(30));
  EXPECT_TRUE(complete);
  slow.stream().reads = true;
  room.settle();
  EXPECT_TRUE(room.has("Slow")) << "it was slow, not dead";
  EXPECT_GT(most_unsent, 0u) << "the flooder was never held";
  expect_whole_flood(slow);
  expect_whole_flood(bob);
}

// How many messages that contain `words` the listener has received.
int count_heard(const Person& listener, const std::string& words) {
  int count = 0;
  for (const Said& said : conversation_in(listener.stream().heard)) {
    if (said.text.find(words) != std::string::npos) ++count;
  }
  return count;
}

// Counted in turns, which do not depend on the speed of this machine: a message is said in one turn
// and received in that turn or the next.
TEST_F(FloodedRoomOfOrdinarySize, DelaysNoOrdinaryMessage) {
  const Person stopped = room.join("framed", "Stopped");
  room.forget_all();
  stopped.stream().reads = false;
  flood_until_congested();
  flood_more(10000);
  for (int i = 0; i < 100 && room.has("Stopped"); ++i) {
    const std::string text = "ordinary " + std::to_string(i);
    ann.say(text);
    int turns = 0;
    while (!has_heard(bob, frame("Ann") + frame(text)) && turns < 100) {
      room.turn();
      ++turns;
    }
    ASSERT_LE(turns, 3) << text;
    bob.stream().heard.clear();
  }
}

// Connections cost nothing: a hundred members that say a little less each than one may say.
TEST_F(FloodedRoomOfOrdinarySize, BringsNoMemberToTheLimitHoweverManyFlood) {
  const std::string text(text_size, 'm');
  const Person stopped = room.join("framed", "Stopped");
  std::vector<Person> many;
  for (int i = 0; i < 100; ++i) many.push_back(room.join("line", "M" + std::to_string(i)));
  room.forget_all();
  stopped.stream().reads = false;
  flood_until_congested();
  for (const Person& one : many) {
    for (int i = 0; i < 15; ++i) one.say(text);
  }
  room.run_for(milliseconds(500));
  EXPECT_TRUE(room.has("Stopped"));
  EXPECT_LE(room.server.backpressure().deepest(), 3 * Limits().max_backlog / 4);
  EXPECT_TRUE(room.wait_until([&] { return count_heard(bob, text) == 1500; })) << "nothing is lost";
}

// Not to the last byte: now and then the system accepts a little more, even for a member that reads
// nothing.
TEST_F(FloodedRoomOfOrdinarySize, HoldsTheFloodInTheFloodersOwnSocket) {
  const Person stopped = room.join("framed", "Stopped");
  room.forget_all();
  stopped.stream().reads = false;
  flood_until_congested();
  flood_more(20000);
  room.run_for(milliseconds(300));
  EXPECT_TRUE(room.has("Stopped"));
  EXPECT_GT(flooder.stream().unsent(), 10 * 1000 * text_size) << "of twenty megabytes";
}

// The message that begins the congestion is more than a share, so the flooder is held for it.
TEST_F(FloodedRoomOfOrdinarySize, HoldsAFloodOfWhichEachMessageIsMoreThanAShare) {
  const Person stopped = room.join("framed", "Stopped");
  stopped.stream().reads = false;
  const std::string message = frame(std::string(60000, 'f'));
  ASSERT_TRUE(room.wait_until([&] {
    if (flooder.stream().unsent() < message.size()) flooder.client->send(message);
    return is_congested();
  }));
  for (int i = 0; i < 350; ++i) flooder.client->send(message);
  room.run_for(milliseconds(300));
  EXPECT_TRUE(room.has("Stopped"));
  EXPECT_GT(flooder.stream().unsent(), 175 * message.size()) << "of twenty megabytes";
}

// The members fall behind one after the other, since one system accepts more than another. Everyone
// waits for all members that are behind, so a member that accepts nothing must not stay.
TEST_F(FloodedRoomOfOrdinarySize, WaitsForSeveralStoppedMembersOneSecondEachAtMost) {
  std::vector<Person> stopped;
  for (int i = 0; i < 4; ++i) stopped.push_back(room.join("framed", "S" + std::to_string(i)));
  room.forget_all();
  for (const Person& person : stopped) person.stream().reads = false;
  flood_until_congested();
  const TimePoint start = now();
  const auto none_is_left = [&] {
    if (flooder.stream().unsent() < 100 * text_size) flood_more(1000);
    return std::none_of(stopped.begin(), stopped.end(),
                        [&](const Person& person) { return room.has(person.name); });
  };
  EXPECT_TRUE(room.wait_until(none_is_left, seconds(20)));
  EXPECT_LE(now() - start, seconds(9)) << "one that waits for ten seconds makes all wait";
  room.settle();
  EXPECT_FALSE(is_congested());
  expect_whole_flood(bob);
}

TEST_F(FloodedRoomOfOrdinarySize, ClosesAMemberThatStoppedReadingWhicheverMemberTalks) {
  const Person stopped = room.join("anonymous", "");
  room.forget_all();
  stopped.stream().reads = false;
  flood_until_congested();
  EXPECT_TRUE(room.wait_until([&] { return !room.has(stopped.name); }));
  EXPECT_TRUE(room.wait_until(
      [&] { return has_heard(bob, frame(stopped.name + " left the conversation unexpectedly")); }));
}

// UDP can't be held: datagrams over the share are dropped, while TCP members go on talking.
TEST_F(FloodedRoomOfOrdinarySize, DropsWhatAFlooderSaysOverUdpWhileItIsCongested) {
  const Person stopped = room.join("framed", "Stopped");
  const Person over_udp = room.join("datagram", "Udp");
  room.forget_all();
  stopped.stream().reads = false;
  flood_until_congested();
  for (int i = 0; i < 200; ++i) {
    over_udp.say(numbered_text(0));
    room.turn();
  }
  EXPECT_GT(room.server.statistics().datagrams_unwanted, 50u);
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Stopped"); }));
  room.forget_all();
  over_udp.say("and again");
  EXPECT_TRUE(room.hears(bob, "3         Udp9         and again"));
}

TEST_F(FloodedRoomOfOrdinarySize, DropsWhatEchoClientsSendOverTheirShareWhileItIsCongested) {
  const Person stopped = room.join("framed", "Stopped");
  DatagramClient& echo = room.bind_client("echo");
  stopped.stream().reads = false;
  flood_until_congested();
  for (int i = 0; i < 200; ++i) {
    echo.send(numbered_text(0));
    room.turn();
  }
  EXPECT_GT(room.server.statistics().datagrams_unwanted, 50u);
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Stopped") && !is_congested(); }));
  room.settle();
  echo.forget_all();
  echo.send("and again");
  EXPECT_TRUE(room.hears(echo, "[" + echo.address().to_string() + "] and again"));
}

// -------------------------------------------------------------------- what is charged but messages

// A share is 16 KiB, and a notice counts as about 70 bytes, so a share pays for some 230 notices.
constexpr int most_notices = 300;

class FloodedRoomWithAStoppedMember : public FloodedRoomOfOrdinarySize {
 protected:
  void SetUp() override {
    const Person stopped = room.join("framed", "Stopped");
    room.forget_all();
    stopped.stream().reads = false;
    flood_until_congested();
  }

  // Counts what `listener` hears per congestion: now and then the system accepts a little more for
  // the stopped member, which ends one congestion before the next begins.
  void turn_and_count(const Person& listener, const std::string& words) {
    room.turn();
    const int heard = count_heard(listener, words);
    const std::uint64_t congestions = room.server.backpressure().congestions();
    if (congestions != congestions_ || !is_congested()) start_ = heard;
    congestions_ = congestions;
    most_heard_ = std::max(most_heard_, heard - start_);
  }

  int most_heard() const { return most_heard_; }

 private:
  std::uint64_t congestions_ = 0;
  int start_ = 0;  // the count at the start of the congestion
  int most_heard_ = 0;
};

TEST_F(FloodedRoomWithAStoppedMember, DropsNewNamesOverUdpBeyondTheShareOfAllThatComeAndGo) {
  const Person over_udp = room.join("datagram", "One");
  for (int i = 0; i < 400; ++i) {
    over_udp.client->send(i % 2 == 0 ? "USERNAMETwo" : "USERNAMEOne");
    if (i % 20 == 0) turn_and_count(bob, "the conversation");
  }
  EXPECT_LE(most_heard(), most_notices);
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Stopped") && !is_congested(); }));
  over_udp.client->send("USERNAMEThree");
  EXPECT_TRUE(room.wait_until([&] { return room.has("Three"); })) << "the congestion is over";
}

TEST_F(FloodedRoomWithAStoppedMember, AcceptsNoConnectionBeyondTheShareOfAllThatComeAndGo) {
  constexpr int count = 300;
  for (int i = 0; i < count; ++i) {
    room.connect("line").send("Passing " + std::to_string(i) + "\nbye\n");
    if (i % 20 == 0) turn_and_count(bob, "the conversation");
  }
  EXPECT_LE(most_heard(), most_notices);
  EXPECT_TRUE(room.wait_until([&] { return count_heard(bob, "Passing") == 2 * count; }))
      << "they waited, and none was lost";
}

TEST_F(FloodedRoomWithAStoppedMember, HoldsAMemberForTheAnswersThatItAsksFor) {
  constexpr int count = 1000;
  for (int i = 0; i < count; ++i) ann.say("/who");
  for (int i = 0; i < 10; ++i) turn_and_count(ann, " here: ");
  EXPECT_LE(most_heard(), most_notices);
  EXPECT_TRUE(room.wait_until([&] { return count_heard(ann, " here: ") == count; }))
      << "the rest was answered later";
}

// ------------------------------------------------------------------------------ behind for long

class RoomWithADeepBacklog : public FloodedRoom {
 protected:
  static constexpr std::size_t limit = 32 * 1024 * 1024;
  RoomWithADeepBacklog() : FloodedRoom(limit) {}
};

// The member accepts a little all the time, so it is not stalled, but it never catches up.
TEST_F(RoomWithADeepBacklog, ClosesAMemberThatStaysBehindForTenSecondsThoughItReads) {
  if (under_wine()) GTEST_SKIP() << "the system below may accept nothing for more than a second";
  const Person slow = room.join("framed", "Slow");
  room.forget_all();
  slow.stream().reads = false;
  const TimePoint before_behind = now();
  flood_until_congested();
  const TimePoint surely_behind = now();
  TimePoint last_read = surely_behind;
  EXPECT_TRUE(room.wait_until(
      [&] {
        if (now() - last_read >= milliseconds(50)) {
          slow.stream().read_some(24 * 1024);
          last_read = now();
        }
        return !room.has("Slow");
      },
      seconds(15)));
  EXPECT_GE(now() - before_behind, seconds(10));
  EXPECT_LE(now() - surely_behind, seconds(12));
  EXPECT_NE(room.log().find("too slow: behind for ten seconds"), std::string::npos);
  EXPECT_TRUE(room.wait_until(
      [&] { return has_heard(bob, frame("Slow left the conversation unexpectedly")); }));
}

}  // namespace
}  // namespace chatlab::backpressure_sockets_test
