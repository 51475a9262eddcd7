// What the narrator writes about a whole server over real sockets. Times, ports and handles differ
// in each run: the lines that matter must occur in order.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "apps/trace/narrator.hpp"
#include "apps/trace/quoting.hpp"
#include "tests/support/recording_sink.hpp"
#include "tests/support/server_under_test.hpp"
#include "tests/support/system_words.hpp"

namespace chatlab::transcript_test {
namespace {

class TranscriptTest : public testing::Test {
 protected:
  TranscriptTest() {
    observe_calls(&narrator);
    observe_chat(&narrator);
    chat.reactor.observe(&narrator);
  }
  ~TranscriptTest() override {
    observe_calls(nullptr);
    observe_chat(nullptr);
    chat.reactor.observe(nullptr);
  }

  // The lines in which `text` occurs.
  std::string lines_with(const std::string& text) const {
    std::string found;
    for (const std::string& line : sink.lines) {
      if (line.find(text) != std::string::npos) found += line + '\n';
    }
    return found;
  }

  RecordingSink sink;
  Narrator narrator{sink, false};
  ServerUnderTest chat;
};

// True if the lines of `expected` occur in this order, others between them.
testing::AssertionResult occur_in_order(const std::vector<std::string>& lines,
                                        const std::vector<std::string>& expected) {
  std::size_t next = 0;
  for (const std::string& line : lines) {
    if (next < expected.size() && line.find(expected[next]) != std::string::npos) ++next;
  }
  if (next == expected.size()) return testing::AssertionSuccess();
  testing::AssertionResult failure = testing::AssertionFailure() << "missing: " << expected[next];
  for (const std::string& line : lines) failure << '\n' << line;
  return failure;
}

TEST_F(TranscriptTest, TellsTheWayOfOneMessage) {
  const Person ann = chat.join("framed", "Ann");
  const Person lea = chat.join("line", "Lea");
  chat.settle();
  sink.lines.clear();
  ann.say("hello");
  const std::string for_lea = lea.dialect->said("Ann", "hello");
  ASSERT_TRUE(chat.hears(lea, for_lea));
  const std::string sent = std::to_string(for_lea.size());
  EXPECT_TRUE(occur_in_order(
      sink.lines, {"turn ", "Ann: readable", "Ann: recv = 15 of 65536  \"5         hello\"",
                   "          framed: a request to say \"hello\"",
                   "room: event 3, Ann says \"hello\" to 1 member",
                   "Lea: send = " + sent + " of " + sent + "  " + quoted(for_lea, 80)}));
}

TEST_F(TranscriptTest, TellsAnIncompleteMessageAndItsRest) {
  const Person ann = chat.join("framed", "Ann");
  ann.client->send("5         he");
  chat.settle();
  ann.client->send("llo");
  chat.settle();
  EXPECT_TRUE(occur_in_order(sink.lines, {"framed: not a whole message yet, inside a frame: 2 of 5",
                                          "framed: a request to say \"hello\""}));
}

TEST_F(TranscriptTest, DoesNotAwaitTheRestAfterTheEnd) {
  const Person ann = chat.join("framed", "Ann");
  ann.client->send("5         he");
  chat.settle();
  ann.stream().close();
  ASSERT_TRUE(chat.wait_until([&] { return !chat.has("Ann"); }));
  chat.settle();
  const std::string told = lines_with("not a whole message yet");
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 1) << told;
  EXPECT_EQ(lines_with("lingers"), "");
}

TEST_F(TranscriptTest, TellsHowAMemberLeaves) {
  const Person ann = chat.join("framed", "Ann");
  ann.leave();
  ASSERT_TRUE(chat.wait_until([&] { return ann.client->is_over(); }));
  ann.stream().close();
  chat.settle();
  EXPECT_TRUE(occur_in_order(
      sink.lines, {"framed: a request to leave", "Ann: lingers until the peer closes, too",
                   "Ann: half-closed", "Ann: is closed", "1 retired object is destroyed"}));
}

TEST_F(TranscriptTest, TellsAcceptsAndDatagrams) {
  const Person dan = chat.join("datagram", "Dan");
  chat.connect("framed");
  chat.settle();
  const std::string from = " from 127.0.0.1:";
  EXPECT_NE(lines_with("accept = " + word_here("fd ", "handle ")).find(from), std::string::npos);
  EXPECT_NE(lines_with("/udp (datagram): " + word_here("recvmsg = ", "WSARecvMsg = ")).find(from),
            std::string::npos)
      << sink.text();
}

TEST_F(TranscriptTest, TellsHowSocketsAreOpenedAndPrepared) {
  const std::string prepared =
      word_here("fcntl O_NONBLOCK, FD_CLOEXEC = 0", "ioctlsocket FIONBIO = 0");
  chat.connect("framed");
  ASSERT_TRUE(chat.wait_until([&] { return lines_with("SO_KEEPALIVE") != ""; }));
  EXPECT_TRUE(occur_in_order(
      sink.lines,
      {"socket = " + word_here("fd ", "handle "), prepared,
       word_here("setsockopt SO_REUSEADDR = 0", "setsockopt SO_EXCLUSIVEADDRUSE = 0"),
       "bind 127.0.0.1:0 = 0", "getsockname = 127.0.0.1:", "listen = 0",
       "accept = " + word_here("fd ", "handle "), prepared, "setsockopt TCP_NODELAY, "}));
}

}  // namespace
}  // namespace chatlab::transcript_test
