// Where a message ends: with framing however TCP cuts the bytes, without framing at each send,
// which is all that the server can do about it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::boundaries_test {
namespace {

using Chunks = std::vector<std::string>;

class Boundaries : public testing::TestWithParam<std::string> {
 protected:
  Boundaries() : listener(room.join(GetParam(), "Listener")) {
    talker = room.join("line", "Ann");
    room.forget_all();
    listener.stream().keeps_chunks = true;
    listener.stream().chunks.clear();
  }

  ServerUnderTest room;
  Person listener;
  Person talker;
};

const auto protocol_of = [](const auto& tested) { return tested.param; };

INSTANTIATE_TEST_SUITE_P(Protocols, Boundaries, testing::ValuesIn(stream_protocols()), protocol_of);

TEST_P(Boundaries, AListenerThatReadsInTimeGetsEachMessageAsAChunk) {
  Chunks expected;
  for (const std::string text : {"one", "two", "three", "four"}) {
    talker.say(text);
    expected.push_back(listener.dialect->said("Ann", text));
    ASSERT_TRUE(room.hears(listener, expected.back()));
  }
  EXPECT_EQ(listener.stream().chunks, expected);
}

TEST_P(Boundaries, AllMessagesOfATurnArriveInOrder) {
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    talker.say(std::to_string(i));
    expected += listener.dialect->said("Ann", std::to_string(i));
  }
  EXPECT_TRUE(room.hears(listener, expected));
  EXPECT_TRUE(room.hears_nothing_more(listener));
}

// ------------------------------------------------------------------- chunks on their way to us

TEST(ChunksOfNamed, AreOneMessageEach) {
  ServerUnderTest room;
  const Person ann = room.join("named", "Ann");
  const Person bob = room.join("line", "Bob");
  room.forget_all();
  for (const char* chunk : {"Ann: one", "Ann:two", "three", "Ann:  four"}) {
    ann.client->send(chunk);
    room.settle();
  }
  EXPECT_TRUE(room.hears(bob, "\rAnn: one\n\rAnn: two\n\rAnn: three\n\rAnn:  four\n"));
}

TEST(ChunksOfNamed, AreSplitAtNewlines) {
  ServerUnderTest room;
  const Person ann = room.join("named", "Ann");
  const Person bob = room.join("line", "Bob");
  room.forget_all();
  ann.client->send("Ann: one\nAnn: two\r\nthree\n\nq:quit\nAnn: too late\n");
  EXPECT_TRUE(room.hears(bob,
                         "\rAnn: one\n\rAnn: two\n\rAnn: three\n"
                         "\rAnn left the conversation \33[0m\n"));
  EXPECT_TRUE(room.hears_nothing_more(bob));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

TEST(ChunksOfNamed, MayContainTheNameAndTheFirstMessage) {
  ServerUnderTest room;
  const Person bob = room.join("line", "Bob");
  room.connect("named").send("Ann\nAnn: hello\n");
  EXPECT_TRUE(room.hears(bob, "\r Ann joined the conversation \n\rAnn: hello\n"));
}

TEST(ChunksOfAnonymous, AreOneMessageEachOrSeveralIfTheyContainNewlines) {
  ServerUnderTest room;
  const Person bob = room.join("line", "Bob");
  const Person someone = room.join("anonymous", "");
  room.forget_all();
  someone.client->send("one");
  room.settle();
  someone.client->send("two\nthree\r\n\nfour");
  const std::string start = "\r" + someone.name + ": ";
  EXPECT_TRUE(
      room.hears(bob, start + "one\n" + start + "two\n" + start + "three\n" + start + "four\n"));
  EXPECT_TRUE(room.hears_nothing_more(bob));
}

TEST(ChunksOfAnonymous, HaveNoWordForLeaving) {
  ServerUnderTest room;
  const Person bob = room.join("named", "Bob");
  const Person someone = room.join("anonymous", "");
  room.forget_all();
  for (const char* word : {"exit@me", "bye", "q:quit"}) {
    someone.client->send(word);
    ASSERT_TRUE(room.hears(bob, bob.dialect->said(someone.name, word)));
  }
}

// A colon would make the original client of `named` take the rest for text.
TEST(ColonsInNames, AreWrittenAsDotsInNamed) {
  ServerUnderTest room;
  const Person bob = room.join("named", "Bob");
  const Person ann = room.join("framed", "A:n:n");
  EXPECT_TRUE(room.hears(bob, "A.n.n has joined the chat room."));
  ann.say("a:b");
  EXPECT_TRUE(room.hears(bob, "A.n.n: a:b"));
  ann.leave();
  EXPECT_TRUE(room.hears(bob, "A.n.n has left the chat room."));
}

}  // namespace
}  // namespace chatlab::boundaries_test
