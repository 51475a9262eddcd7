// Any host can send a datagram with another host's source address. The server must send little to
// that address, and must stop.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/server_under_test.hpp"

namespace chatlab::reflection_test {
namespace {

class Reflection : public testing::Test {
 protected:
  // Sends `text` as a datagram member. Returns the answer.
  std::string answer_to(const Person& member, const std::string& datagram) {
    room.forget_all();
    member.client->send(datagram);
    room.settle();
    const std::string answer = member.client->heard_first(0);
    room.forget_all();
    return answer;
  }

  ServerUnderTest room;
};

TEST_F(Reflection, AMembersOwnQuestionIsAnsweredWithAtMostTenTimesItsBytes) {
  for (int i = 0; i < 40; ++i) {
    room.join("framed", "A rather long name, number " + std::to_string(1000 + i));
  }
  const Person ann = room.join("datagram", "Ann");
  const std::string answer = answer_to(ann, "/who");
  EXPECT_EQ(answer, "6Server41 here: A rather long name, n\xe2\x80\xa6");
  EXPECT_EQ(answer.size(), 40u);
  EXPECT_EQ(answer_to(ann, "3Ann/who").size(), 80u);
  EXPECT_EQ(answer_to(ann, "3Ann/help").size(), 86u) << "the help that a short name asks for fits";
}

TEST_F(Reflection, AnAnswerThatFitsIsNotCut) {
  const Person ann = room.join("datagram", "Ann");
  EXPECT_EQ(answer_to(ann, "/who"), "6Server1 here: Ann");
}

TEST_F(Reflection, TheShortestQuestionGetsTheShortestAnswer) {
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  ann.client->send("/");
  room.settle();
  EXPECT_EQ(ann.client->heard_first(0), "6Server\xe2\x80\xa6");
}

TEST_F(Reflection, AWelcomeIsAtMostSixTimesTheBytesThatAskForIt) {
  DatagramClient& client = room.bind_client("datagram");
  client.send("USERNAMEx");
  ASSERT_TRUE(room.hears(client, "Welcome to the server,Thanks for connecting!!"));
  const std::size_t bytes_of_question = 9;
  EXPECT_LE(std::string("Welcome to the server,Thanks for connecting!!").size(),
            6 * bytes_of_question);
}

TEST_F(Reflection, WhatTheRoomIsToldIsNotCut) {
  const Person ann = room.join("datagram", "Ann");
  const Person bob = room.join("framed", "Bob");
  room.forget_all();
  ann.client->send("x");
  bob.say(std::string(1000, 'b'));
  EXPECT_TRUE(room.hears(ann, "3Bob" + std::string(1000, 'b')));
  bob.say("/msg Ann " + std::string(1000, 'p'));
  EXPECT_TRUE(room.hears(ann, "3Bob(private) " + std::string(1000, 'p')));
}

// ------------------------------------------------------------------------------------------ loops

class EchoLoop : public testing::Test {
 protected:
  ServerUnderTest room;
  DatagramClient& other = room.bind_client("echo");
};

TEST_F(EchoLoop, BetweenTwoEchoServersEndsByItself) {
  const std::string ours = "[" + room.endpoint("echo").to_string() + "] ";
  other.send("hello");
  int answers = 0;
  for (; answers < 100; ++answers) {
    room.settle();
    if (!other.has_heard_anything()) break;
    const std::string answer = other.heard_first(0);
    other.forget_all();
    other.send(ours + answer);  // as another echo server would
  }
  EXPECT_LE(answers, 4);
  EXPECT_GE(answers, 1);
}

TEST_F(EchoLoop, DoesNotKeepAnOrdinaryClientFromSendingBrackets) {
  const std::string mine = "[" + other.address().to_string() + "] ";
  for (const std::string text :
       {"[hello] ", "[1.2.3.4:5] [::1] [a] [] hi", "[[::1]:80] [1.2.3.4:5] [6.7.8.9:10] hi",
        "[1.2.3.4:5][1.2.3.4:5][1.2.3.4:5][1.2.3.4:5] hi", "[[[[[[[[[[[["}) {
    other.send(text);
    EXPECT_TRUE(room.hears(other, mine + text));
  }
}

TEST_F(EchoLoop, EndsWhereverTheAnswersStandInTheText) {
  const std::string address = "[[fe80::1%2]:5555] ";
  other.send("1x" + address + address + "1x" + address + address + "hello");
  EXPECT_TRUE(room.hears_nothing_more(other));
}

}  // namespace
}  // namespace chatlab::reflection_test
