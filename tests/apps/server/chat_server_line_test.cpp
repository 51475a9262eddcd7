// `line` as people use it, with nc and telnet; and connections that say nothing at all.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/server_under_test.hpp"

namespace chatlab::chat_server_line_test {
namespace {

constexpr const char* welcome = "\r..... Welcome to the chat. Enter 'bye' anytime to exit....\n\n";

class LineClients : public testing::TestWithParam<const char*> {
 protected:
  ServerUnderTest room{GetParam()};
  Person listener = room.join("framed", "Listener");

  testing::AssertionResult listener_hears(const std::string& sender, const std::string& text) {
    return room.hears(listener, frame(sender) + frame(text));
  }
};

INSTANTIATE_TEST_SUITE_P(BothDemultiplexers, LineClients, testing::Values("poll", "select"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(LineClients, MayEndTheNameWithANewlineOrWithTheChunk) {
  for (const char* chunk : {"Ann", "Bob\n", "Carl\r\n"}) {
    StreamClient& client = room.connect("line");
    client.send(chunk);
    EXPECT_TRUE(room.hears(client, welcome));
    room.settle();
  }
  EXPECT_TRUE(listener_hears("Server", "Ann joined the conversation"));
  EXPECT_TRUE(listener_hears("Server", "Bob joined the conversation"));
  EXPECT_TRUE(listener_hears("Server", "Carl joined the conversation"));
}

TEST_P(LineClients, MaySendNameAndMessagesInOneChunk) {
  StreamClient& client = room.connect("line");
  client.send("Ann\nhello\r\nhow are you\n");
  EXPECT_TRUE(room.hears(client, welcome));
  EXPECT_TRUE(listener_hears("Server", "Ann joined the conversation"));
  EXPECT_TRUE(listener_hears("Ann", "hello"));
  EXPECT_TRUE(listener_hears("Ann", "how are you"));
}

// As telnet does on all systems, and nc -C.
TEST_P(LineClients, MayEndLinesWithCarriageReturnAndNewline) {
  const Person ann = room.join("line", "Ann");
  room.forget_all();
  ann.client->send("hello\r\n\r\nbye\r\n");
  EXPECT_TRUE(listener_hears("Ann", "hello"));
  EXPECT_TRUE(listener_hears("Server", "Ann left the conversation"));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

TEST_P(LineClients, MaySendALineInPieces) {
  const Person ann = room.join("line", "Ann");
  room.forget_all();
  for (const char* piece : {"h", "el", "lo", "\r", "\n", "by", "e"}) {
    ann.client->send(piece);
    room.settle();
  }
  EXPECT_TRUE(listener_hears("Ann", "hello"));
  EXPECT_TRUE(room.hears_nothing_more(listener));
  ann.client->send("\n");
  EXPECT_TRUE(listener_hears("Server", "Ann left the conversation"));
}

TEST_P(LineClients, MayLeaveTheLastLineWithoutANewline) {
  const Person ann = room.join("line", "Ann");
  room.forget_all();
  ann.client->send("one\ntwo");
  ann.stream().half_close();
  EXPECT_TRUE(listener_hears("Ann", "one"));
  EXPECT_TRUE(listener_hears("Ann", "two"));
  EXPECT_TRUE(listener_hears("Server", "Ann left the conversation unexpectedly"));
  EXPECT_TRUE(room.is_parted_with(ann.stream()));
}

// `printf 'Ann\nhello\nbye\n' | nc`
TEST_P(LineClients, MaySayEverythingAtOnceAndHangUp) {
  StreamClient& client = room.connect("line");
  client.send("Ann\nhello\nbye\n");
  client.half_close();
  EXPECT_TRUE(room.hears(client, welcome));
  EXPECT_TRUE(room.is_parted_with(client));
  EXPECT_TRUE(listener_hears("Server", "Ann joined the conversation"));
  EXPECT_TRUE(listener_hears("Ann", "hello"));
  EXPECT_TRUE(listener_hears("Server", "Ann left the conversation"));
}

TEST_P(LineClients, LeaveOnlyByALineThatIsByeAndNothingElse) {
  const Person ann = room.join("line", "Ann");
  room.forget_all();
  for (const char* text : {"bye bye", "Bye", " bye", "goodbye"}) {
    ann.say(text);
    EXPECT_TRUE(listener_hears("Ann", text));
  }
}

}  // namespace
}  // namespace chatlab::chat_server_line_test
