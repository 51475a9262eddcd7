// The total order including the operator, who types into standard input. POSIX only, since a test
// can replace standard input only there.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "platform/standard_input.hpp"
#include "tests/support/redirect_posix.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::total_order_posix_test {
namespace {

constexpr std::size_t messages_each = 10000;

class FourAndTheOperator : public testing::Test {
 protected:
  FourAndTheOperator() {
    room.server.attach_console(input);
    for (const char* name : {"Ann", "Bob", "Carl", "Dora"}) {
      people.push_back(room.join("framed", name));
    }
    room.forget_all();
  }

  static std::string text(std::size_t number) { return "number " + std::to_string(number); }

  // Types as many lines as the pipe accepts.
  void type() {
    while (typed < messages_each && keyboard.write(text(typed) + "\n")) ++typed;
  }

  static void expect_complete(const std::vector<Said>& conversation, const std::string& listener) {
    std::map<std::string, std::size_t> next;
    for (const Said& one : conversation)
      ASSERT_EQ(one.text, text(next[one.sender]++)) << one.sender;
    EXPECT_EQ(next.size(), 4u);
    EXPECT_EQ(next.count(listener), 0u) << "it heard itself";
    for (const auto& [sender, count] : next) EXPECT_EQ(count, messages_each) << sender;
  }

  InputPipe keyboard;
  StandardInput input;
  ServerUnderTest room;
  std::vector<Person> people;
  std::size_t typed = 0;
};

TEST_F(FourAndTheOperator, TalkAsFastAsTheyCanAndEachHearsAllOthersOnceAndInOneOrder) {
  for (const Person& person : people) {
    for (std::size_t i = 0; i < messages_each; ++i) person.say(text(i));
  }
  room.wait_until([this] {
    type();
    return typed == messages_each;
  });
  room.settle();

  std::vector<std::vector<Said>> heard;
  for (const Person& person : people) {
    heard.push_back(conversation_in(person.stream().heard));
    expect_complete(heard.back(), person.name);
  }
  // Two listeners received the same messages, apart from their own. So all members receive the same
  // messages.
  for (std::size_t other = 1; other < people.size(); ++other) {
    const auto without = [](const std::vector<Said>& all, const std::string& name) {
      std::string lines;
      for (const Said& one : all) {
        if (one.sender != name) lines += one.sender + ": " + one.text + "\n";
      }
      return lines;
    };
    EXPECT_EQ(first_difference(without(heard[0], people[other].name),
                               without(heard[other], people[0].name)),
              "");
  }
}

TEST(OperatorAtTheServer, SendsWhatIsTypedAndBansByName) {
  InputPipe keyboard;
  StandardInput input;
  ServerUnderTest room;
  room.server.attach_console(input);
  const Person ann = room.join("line", "Ann");
  const Person bob = room.join("framed", "Bob");
  room.forget_all();
  keyboard.write("news\nban@\nbob\nmore news\n");
  EXPECT_TRUE(room.hears(bob,
                         "6         Server4         news"
                         "6         Server38        Connection from server has been closed"));
  EXPECT_TRUE(room.is_parted_with(bob.stream()));
  EXPECT_TRUE(room.hears(ann,
                         "\rServer: news\n"
                         "\r\33[31m\33[1mBob left the conversation unexpectedly\33[0m\n"
                         "\rServer: more news\n"));
  EXPECT_NE(room.log().find("Enter the name of the member to ban :"), std::string::npos);
}

TEST(OperatorAtTheServer, CanUnbanAName) {
  InputPipe keyboard;
  StandardInput input;
  ServerUnderTest room;
  room.server.attach_console(input);
  keyboard.write("/ban Ann\n");
  room.settle();
  StreamClient& refused = room.connect("framed");
  refused.send("3         Ann");
  EXPECT_TRUE(room.hears(refused, "29        You are banned from this chat"));
  keyboard.write("/unban ANN\n");
  room.settle();
  room.join("framed", "Ann");
}

}  // namespace
}  // namespace chatlab::total_order_posix_test
