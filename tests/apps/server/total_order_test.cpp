// The room's one order: whoever talks, in whatever protocol and however fast, all are told the same
// in the same order, once, and nobody its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/server_under_test.hpp"

namespace chatlab {
namespace {

constexpr int messages_each = 500;

struct Said {
  std::string sender;
  std::string text;
};

// What a framed listener heard: sender and text in turns.
std::vector<Said> conversation_in(std::string_view stream) {
  std::vector<Said> all;
  const auto take_frame = [&stream] {
    const std::size_t size = std::stoul(std::string(stream.substr(0, 10)));
    const std::string payload(stream.substr(10, size));
    stream.remove_prefix(10 + payload.size());
    return payload;
  };
  while (!stream.empty()) {
    std::string sender = take_frame();
    all.push_back({std::move(sender), take_frame()});
  }
  return all;
}

// The same in another protocol, as `own_name` is told it.
std::string told_in(const Dialect& dialect, const std::vector<Said>& all,
                    const std::string& own_name) {
  std::string bytes;
  for (const Said& one : all) {
    if (one.sender != own_name) bytes += dialect.said(one.sender, one.text);
  }
  return bytes;
}

class TotalOrder : public testing::TestWithParam<const char*> {
 protected:
  TotalOrder() {
    observer = room.join("framed", "Observer");
    for (const std::string& protocol : member_protocols()) {
      people.push_back(room.join(protocol, "S-" + protocol));
    }
    people.push_back({&dialect_of("echo"), &room.client_of("echo"), ""});
    people.back().name = people.back().client->address().to_string();
    room.forget_all();
  }

  // In no particular order, and not waiting for anything. Two messages in one chunk would be one
  // message in the protocols without framing, so there each ends with a newline.
  void let_all_talk() {
    std::mt19937 random(1);
    std::vector<int> said(people.size());
    std::size_t left = people.size() * messages_each;
    while (left > 0) {
      const std::size_t who = random() % people.size();
      if (said[who] == messages_each) continue;
      const Person& person = people[who];
      const bool needs_newline = is_unframed(person);
      person.say(std::to_string(said[who]++) + " of mine" + (needs_newline ? "\n" : ""));
      --left;
      if (random() % 8 == 0) room.wait_until([] { return true; });
      if (random() % 8 == 0) room.run_for(milliseconds(0));
      if (random() % 4 == 0) room.reactor_turn();
    }
    room.settle();
  }

  static bool is_unframed(const Person& person) {
    return person.dialect->protocol() == "named" || person.dialect->protocol() == "anonymous";
  }

  ServerUnderTest room{GetParam()};
  Person observer;
  std::vector<Person> people;
};

}  // namespace
}  // namespace chatlab
