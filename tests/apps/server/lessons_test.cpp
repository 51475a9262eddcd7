// The mistakes of the original programs, one test each: the comment tells what happens there, and
// the test shows that it does not happen here.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "platform/standard_input.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/reactor_testing.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::lessons_test {
namespace {

class Lesson : public testing::Test {
 protected:
  // Returns in how many turns of the server `listener` receives what `talker` says.
  int turns_until_heard(const Person& talker, const Person& listener, const std::string& text) {
    const std::string expected = listener.dialect->said(talker.name, text);
    int turns = 0;
    talker.say(text);
    while (listener.client->heard_first(expected.size()) != expected && turns < 1000) {
      room.turn();
      ++turns;
    }
    EXPECT_TRUE(room.hears(listener, expected));
    return turns;
  }

  ServerUnderTest room;
};

// The line server waits in recv for the name right after accept: one connection that never sends a
// name freezes the server for all members.
TEST_F(Lesson, ASilentConnectionDelaysNoOtherOnAnyPort) {
  for (const std::string& protocol : stream_protocols()) room.connect(protocol);
  const Person ann = room.join("line", "Ann");
  for (const std::string& protocol : stream_protocols()) room.connect(protocol);
  const Person bob = room.join("line", "Bob");
  room.forget_all();
  EXPECT_LE(turns_until_heard(ann, bob, "hello"), 3);
  EXPECT_LE(turns_until_heard(bob, ann, "hi"), 3);
}

// The named server announces only members that said q:quit; one that dies stays in its table for
// ever.
TEST_F(Lesson, ANamedMemberThatDiesIsAnnouncedAsGoneAndItsNameIsFree) {
  const Person bob = room.join("named", "Bob");
  const Person ann = room.join("named", "Ann");
  room.forget_all();
  ann.stream().close();
  EXPECT_TRUE(room.hears(bob, "Ann has left the chat room."));
  EXPECT_FALSE(room.has("Ann"));
  room.join("named", "Ann");
}

TEST_F(Lesson, ANamedMemberThatIsResetIsAnnouncedAsGone) {
  const Person bob = room.join("named", "Bob");
  const Person ann = room.join("named", "Ann");
  room.forget_all();
  ann.stream().reads = false;
  bob.say("you will not read this");
  room.settle();
  ann.stream().reset();
  EXPECT_TRUE(room.hears(bob, "Ann has left the chat room."));
}

// Under load the named server loses messages whose chunks ran together.
TEST_F(Lesson, NoMessageToNamedMembersIsLostUnderLoad) {
  const Person bob = room.join("named", "Bob");
  const Person ann = room.join("framed", "Ann");
  room.forget_all();
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    ann.say(std::to_string(i));
    expected += "Ann: " + std::to_string(i);
  }
  room.settle();
  EXPECT_EQ(first_difference(expected, bob.stream().heard), "");
}

TEST_F(Lesson, ChunksOfNamedThatRanTogetherAreSplitAtNewlines) {
  const Person bob = room.join("line", "Bob");
  const Person ann = room.join("named", "Ann");
  room.forget_all();
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    ann.say(std::to_string(i) + "\n");
    expected += "\rAnn: " + std::to_string(i) + "\n";
  }
  room.settle();
  EXPECT_EQ(first_difference(expected, bob.stream().heard), "");
}

// The datagram server starts threads in an endless loop, thousands per second. Here a room of
// silent datagram members costs not a single turn.
TEST_F(Lesson, DatagramMembersThatSayNothingCostNothing) {
  for (int i = 0; i < 50; ++i) room.join("datagram", "Member " + std::to_string(i));
  room.settle();
  const std::uint64_t before = room.reactor.statistics().turns;
  Alarm alarm(room.reactor.timers());
  alarm.start(milliseconds(300));
  while (alarm.rings == 0) room.reactor.turn();
  EXPECT_EQ(room.reactor.statistics().turns - before, 1u) << "only the alarm was due";
}

// The datagram server's exit@me never works, because its own client puts digit and name in front.
TEST_F(Lesson, ADatagramMemberLeavesByExitAtMeAsTheOriginalClientSendsIt) {
  const Person bob = room.join("datagram", "Bob");
  const Person ann = room.join("datagram", "Ann");
  const Person christopher = room.join("datagram", "Christopher");
  room.forget_all();
  ann.client->send("3Annexit@me");
  EXPECT_TRUE(room.hears(bob, "6ServerAnn left the conversation"));
  christopher.client->send("11Christopherexit@me");
  EXPECT_TRUE(room.hears(bob, "6ServerChristopher left the conversation"));
  EXPECT_TRUE(room.hears_nothing_more(ann)) << "it has left";
}

// After exit@me and ban@, the framed server forgets the socket and never closes it: the client
// keeps a dead connection.
TEST_F(Lesson, AFramedMemberThatSaysExitAtMeIsClosed) {
  const Person ann = room.join("framed", "Ann");
  ann.client->send("7         exit@me");
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

TEST_F(Lesson, AFramedMemberThatIsBannedIsToldAndClosed) {
  const Person ann = room.join("framed", "Ann");
  room.operator_bans("Ann");
  EXPECT_TRUE(room.hears(ann, "6         Server38        Connection from server has been closed"));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

// With Nagle's algorithm on, a second small message waits until the first is acknowledged, which
// the receiver's system delays for 40 ms. RFC 1122 4.2.3.2 and 4.2.3.4
TEST_F(Lesson, NoMessageWaitsForTheAcknowledgementOfTheOneBefore) {
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("framed", "Bob");
  room.forget_all();
  TimePoint::duration shortest = patience;
  for (int i = 0; i < 25; ++i) {
    const TimePoint start = now();
    turns_until_heard(bob, ann, "go on");
    turns_until_heard(ann, bob, "first");
    turns_until_heard(ann, bob, "second");
    turns_until_heard(ann, bob, "third");
    shortest = std::min(shortest, now() - start);
  }
  EXPECT_LT(shortest, milliseconds(30)) << "with Nagle's algorithm each takes 40 ms and more";
}

// A member that stops reading blocks the original servers in send, for all members.
TEST_F(Lesson, AReaderThatStopsReadingBlocksNoOther) {
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("framed", "Bob");
  room.join("line", "Stopped").stream().reads = false;
  room.forget_all();
  constexpr std::size_t count = 8000;
  const std::string filler(1000, '.');  // more in all than the system's buffers hold
  for (std::size_t i = 0; i < count; ++i) ann.say(std::to_string(i) + filler);
  room.wait_until([&] { return bob.stream().heard.find("7999" + filler) != std::string::npos; });
  std::size_t next = 0;
  for (const Said& one : conversation_in(bob.stream().heard)) {
    if (one.sender != "Ann") continue;
    ASSERT_EQ(one.text, std::to_string(next) + filler);
    ++next;
  }
  EXPECT_EQ(next, count);
}

// On Windows, select can't wait for standard input, which is not a socket: error 10038.
TEST_F(Lesson, StandardInputIsWaitedForLikeAnySocket) {
  StandardInput input;
  room.server.attach_console(input);
  const Person ann = room.join("framed", "Ann");
  const Person bob = room.join("line", "Bob");
  room.forget_all();
  EXPECT_LE(turns_until_heard(ann, bob, "hello"), 3);
}

}  // namespace
}  // namespace chatlab::lessons_test
