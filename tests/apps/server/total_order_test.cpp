// The room's total order: members of all protocols talk at once, and all hear the same messages in
// the same order, each once, without their own. Also the test that the whole server runs on select.
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

using Texts = std::vector<std::string>;

// True if all elements of `some` are in `all`, in the same order.
bool is_subsequence(const Texts& some, const Texts& all) {
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
    for (int i = 0; i < messages_each; ++i) numbers.push_back(numbered(i));
  }

  static std::string numbered(int number) { return std::to_string(number) + " of mine"; }

  // What `person` said, as the observer received it.
  static Texts texts_of(const Person& person, const std::vector<Said>& all) {
    Texts texts;
    for (const Said& one : all) {
      if (one.sender == person.name) texts.push_back(one.text);
    }
    return texts;
  }

  // What `person` receives, one per message: an echo client its own messages, a member all others.
  static Texts expected_by(const Person& person, const std::vector<Said>& all) {
    const bool is_echo = person.dialect->protocol() == "echo";
    Texts expected;
    for (const Said& one : all) {
      const bool is_own = one.sender == person.name;
      if (is_own == is_echo) expected.push_back(person.dialect->said(one.sender, one.text));
    }
    return expected;
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
    person.say(numbered(number) + (is_framed ? "" : "\n"));
  }

  ServerUnderTest room{GetParam()};
  Person observer;
  std::vector<Person> people;
  Texts numbers;  // what each says, in order
};

INSTANTIATE_TEST_SUITE_P(BothDemultiplexers, TotalOrder, testing::Values("poll", "select"),
                         [](const auto& tested) { return std::string(tested.param); });

// Over TCP, every message is heard; over UDP, some may be lost on the way, in either direction.
TEST_P(TotalOrder, IsWhatAllMembersHearWithoutTheirOwnMessages) {
  let_all_talk();
  const std::vector<Said> all = conversation_in(observer.stream().heard);
  for (const Person& person : people) {
    SCOPED_TRACE(person.name);
    const Texts sent = texts_of(person, all);
    EXPECT_FALSE(sent.empty());
    if (person.dialect->is_over_udp()) {
      EXPECT_TRUE(is_subsequence(sent, numbers));
      const auto& heard = dynamic_cast<DatagramClient&>(*person.client).heard;
      EXPECT_FALSE(heard.empty());
      EXPECT_TRUE(is_subsequence({heard.begin(), heard.end()}, expected_by(person, all)));
    } else {
      EXPECT_EQ(sent, numbers);
      std::string expected;
      for (const std::string& bytes : expected_by(person, all)) expected += bytes;
      EXPECT_EQ(first_difference(expected, person.stream().heard), "");
    }
  }
}

}  // namespace
}  // namespace chatlab::total_order_test
