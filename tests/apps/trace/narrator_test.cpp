#include "apps/trace/narrator.hpp"

#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <vector>

#include "apps/protocols/registry.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/support/recording_sink.hpp"

namespace chatlab::narrator_test {
namespace {

using Lines = std::vector<std::string>;
using std::chrono::microseconds;

// A handler with a name, which is never called.
class Named : public EventHandler {
 public:
  Named(Handle handle, std::string name) : handle_(handle), name_(std::move(name)) {}
  Handle handle() const override { return handle_; }
  void on_readable() override {}
  std::string describe() const override { return name_; }

 private:
  Handle handle_;
  std::string name_;
};

class NarratorTest : public testing::Test {
 protected:
  NarratorTest() { narrator.on_added(ann); }

  // `fd 7`, or `handle 7` on Windows.
  static std::string label(Handle handle) {
    std::string text = std::string("  ") + handle_word() + ' ' + std::to_string(handle);
    text.resize(std::max<std::size_t>(text.size() + 1, 10), ' ');
    return text;
  }

  static SystemCall call(Call made, Handle handle, IoResult result) {
    SystemCall told{made};
    told.handle = handle;
    told.result = result;
    return told;
  }

  RecordingSink sink;
  Narrator narrator{sink, false};
  Named ann{7, "Ann at 127.0.0.1:51514 (framed)"};
};

TEST_F(NarratorTest, AReceiveShowsItsBytesAndWhoSentThem) {
  SystemCall told = call(Call::receive, 7, IoResult::done(15));
  told.size = 65536;
  told.bytes = "5         hello";
  narrator.on_call(told);
  EXPECT_EQ(sink.lines, Lines{label(7) + "Ann: recv = 15 of 65536  \"5         hello\""});
}

TEST_F(NarratorTest, OutcomesWithoutBytesAreNamed) {
  narrator.on_call(call(Call::receive, 7, IoResult::closed()));
  narrator.on_call(call(Call::receive, 7, IoResult::would_block()));
  EXPECT_EQ(sink.lines, (Lines{label(7) + "Ann: recv = 0: the end of the stream",
                               label(7) + "Ann: recv = nothing yet"}));
}

TEST_F(NarratorTest, LinesAreAtMostAHundredColumnsWide) {
  const std::string flood(100000, 'x');
  SystemCall told = call(Call::send, 7, IoResult::done(65536));
  told.size = 65536;
  told.bytes = flood;
  narrator.on_call(told);
  Named port(8, "port [2001:db8:ffff:ffff:ffff:ffff:ffff:ffff]:30000/udp (datagram)");
  narrator.on_added(port);
  const Address peer = *Address::parse("2001:db8:ffff:ffff:ffff:ffff:ffff:fffe", 40000);
  told.call = Call::receive_datagram;
  told.handle = 8;
  told.peer = &peer;
  narrator.on_call(told);
  narrator.on_message(*all_protocols().front(), std::string(40, 'y'));
  Event event;
  event.name = std::string(32, 'n');
  event.text = flood;
  event.number = 1000000;
  narrator.on_event(event, 5000);
  ASSERT_EQ(sink.lines.size(), 5u) << "bytes that have no room get a line of their own";
  for (const std::string& line : {sink.lines[0], sink.lines[2], sink.lines[3], sink.lines[4]}) {
    EXPECT_LE(line.size(), trace_columns) << line;
  }
  EXPECT_EQ(sink.lines[0].substr(sink.lines[0].size() - 7), "xxx\"...");
}

TEST_F(NarratorTest, AWaitTellsHowLongAndForWhat) {
  narrator.on_wait(
      {18, "poll", 6, 1, milliseconds(30000), microseconds(3204000), WaitEnd::returned});
  narrator.on_wait({19, "poll", 1, 1, forever, microseconds(1000), WaitEnd::returned});
  narrator.on_wait({20, "select", 2, 0, milliseconds(0), microseconds(0), WaitEnd::returned});
  narrator.on_wait({21, "poll", 2, 0, forever, microseconds(500000), WaitEnd::interrupted});
  EXPECT_EQ(sink.lines,
            (Lines{"turn 18   poll waited 3.204 s for 6 handles, next timer in 26.796 s",
                   "turn 19   poll waited 0.001 s for 1 handle, no timer",
                   "turn 20   select looked at 2 handles without waiting: nothing is ready",
                   "turn 21   poll was interrupted by a signal (EINTR) after 0.500 s"}));
}

TEST_F(NarratorTest, AReadyHandlerIsNamed) {
  narrator.on_ready(ann, {7, true, true, 0});
  EXPECT_EQ(sink.lines,
            Lines{"  ready   " + std::string(handle_word()) + " 7 Ann: readable and writable"});
}

TEST_F(NarratorTest, TheNameOutlivesTheHandlerUntilItsHandleIsClosed) {
  narrator.on_removed(ann);
  narrator.on_call(call(Call::close, 7, IoResult::done(0)));
  narrator.on_call(call(Call::shut_down, 7, IoResult::done(0)));
  EXPECT_NE(sink.lines[0].find(" Ann: "), std::string::npos);
  EXPECT_EQ(sink.lines[1].find("Ann"), std::string::npos);
}

TEST_F(NarratorTest, FailuresAreRedIfColorsAreWanted) {
  Narrator colored(sink, true);
  const std::error_code reset = std::make_error_code(std::errc::connection_reset);
  colored.on_call(call(Call::receive, 3, IoResult::failed(reset)));
  EXPECT_EQ(sink.lines[0].rfind("\33[31m", 0), 0u) << sink.lines[0];
  EXPECT_EQ(sink.lines[0].substr(sink.lines[0].size() - 4), "\33[0m");
}

TEST_F(NarratorTest, ShortNamesLackTheAddress) {
  EXPECT_EQ(short_name("Ann at 127.0.0.1:51514 (framed)"), "Ann");
  EXPECT_EQ(short_name("look at me at 127.0.0.1:1 (line)"), "look at me");
  EXPECT_EQ(short_name("standard input"), "standard input");
}

}  // namespace
}  // namespace chatlab::narrator_test
