// The room's one order: whoever talks, in whatever protocol and however fast, all are told the same
// in the same order, once, and nobody its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::total_order_test {
namespace {

constexpr int messages_each = 500;

// What was said, as `own_name` is told it in its protocol.
std::string told_in(const Dialect& dialect, const std::vector<Said>& all,
                    const std::string& own_name) {
  std::string bytes;
  for (const Said& one : all) {
    if (one.sender != own_name) bytes += dialect.said(one.sender, one.text);
  }
  return bytes;
}

// Whether `some` are among `all`, in the same order.
bool is_subsequence(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  auto place = all.begin();
  for (const std::string& one : some) {
    place = std::find(place, all.end(), one);
    if (place == all.end()) return false;
    ++place;
  }
  return true;
}

class TotalOrder : public testing::TestWithParam<const char*> {
 protected:
  TotalOrder() {
    observer = room.join("framed", "Observer");
    for (const std::string& protocol : member_protocols()) {
      people.push_back(room.join(protocol, "S-" + protocol));
    }
    TestClient& echo = room.client_of("echo");
    people.push_back({&dialect_of("echo"), &echo, echo.address().to_string()});
    room.forget_all();
  }

  // In no particular order, and without waiting for anything.
  void let_all_talk() {
    std::mt19937 random(1);
    std::vector<int> said(people.size());
    for (std::size_t left = people.size() * messages_each; left > 0;) {
      const std::size_t who = random() % people.size();
      if (said[who] == messages_each) continue;
      say(people[who], said[who]++);
      --left;
      if (random() % 8 == 0) room.turn();
    }
    room.settle();
  }

  // Without framing, two messages in one chunk would be one: there each ends with a newline.
  static void say(const Person& person, int number) {
    const std::string& protocol = person.dialect->protocol();
    const bool is_framed = protocol != "named" && protocol != "anonymous";
    person.say(std::to_string(number) + " of mine" + (is_framed ? "" : "\n"));
  }

  ServerUnderTest room{GetParam()};
  Person observer;
  std::vector<Person> people;
};

INSTANTIATE_TEST_SUITE_P(BothDemultiplexers, TotalOrder, testing::Values("poll", "select"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(TotalOrder, EveryTcpMemberSeesTheSameSequenceWithoutItsOwn) {
  let_all_talk();
  const std::vector<Said> all = conversation_in(observer.stream().heard);
  for (const Person& person : people) {
    if (person.dialect->is_over_udp()) continue;
    const std::string expected = told_in(*person.dialect, all, person.name);
    EXPECT_EQ(first_difference(expected, person.stream().heard), "") << person.name;
  }
}

TEST_P(TotalOrder, EveryTcpSendersMessagesAreSeenOnceAndInItsOrder) {
  let_all_talk();
  const std::vector<Said> all = conversation_in(observer.stream().heard);
  for (const Person& person : people) {
    std::vector<std::string> seen;
    for (const Said& one : all) {
      if (one.sender == person.name) seen.push_back(one.text);
    }
    std::vector<std::string> expected;
    for (int i = 0; i < messages_each; ++i) expected.push_back(std::to_string(i) + " of mine");
    if (!person.dialect->is_over_udp()) {
      EXPECT_EQ(seen, expected) << person.name;
    } else {  // some may have been lost on the way
      EXPECT_FALSE(seen.empty());
      EXPECT_TRUE(is_subsequence(seen, expected)) << person.name;
    }
  }
}

TEST_P(TotalOrder, AUdpMemberSeesTheSameSequenceButForWhatWasLost) {
  let_all_talk();
  const std::vector<Said> all = conversation_in(observer.stream().heard);
  const Person& member = people[1];
  ASSERT_EQ(member.dialect->protocol(), "datagram");
  std::vector<std::string> expected;
  for (const Said& one : all) {
    if (one.sender != member.name) expected.push_back(member.dialect->said(one.sender, one.text));
  }
  const auto& heard = dynamic_cast<DatagramClient&>(*member.client).heard;
  EXPECT_FALSE(heard.empty());
  EXPECT_TRUE(is_subsequence({heard.begin(), heard.end()}, expected));
}

// Each answer goes to the sender alone, so an echo client hears itself and nobody else.
TEST_P(TotalOrder, AnEchoClientHearsItsOwnOnly) {
  let_all_talk();
  const Person& echo = people.back();
  std::vector<std::string> expected;
  for (int i = 0; i < messages_each; ++i) {
    expected.push_back("[" + echo.name + "] " + std::to_string(i) + " of mine");
  }
  const auto& heard = dynamic_cast<DatagramClient&>(*echo.client).heard;
  EXPECT_FALSE(heard.empty());
  EXPECT_TRUE(is_subsequence({heard.begin(), heard.end()}, expected));
}

}  // namespace
}  // namespace chatlab::total_order_test
