// /quit while the server floods, never closes, and the client's own output is slow or not read.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab::terminal_quit_posix_test {
namespace {

enum class Flood { joins, messages };
enum class Screen { unread, slow };

struct Case {
  Flood flood;
  Screen screen;
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << (each.flood == Flood::joins ? "joins" : "messages") << ", "
       << (each.screen == Screen::unread ? "unread" : "slow");
}

class QuitPosix : public TerminalPosix, public testing::WithParamInterface<Case> {
 protected:
  // The server floods without end; the slow screen takes what the terminal holds, about 4 KiB,
  // twice per second.
  void pump() override {
    constexpr std::size_t enough = 256 * 1024;
    constexpr milliseconds pause{500};
    if (is_flooding_ && server.unsent() < enough) server.send(batch());
    ann.reads_screen = !is_flooding_;
    if (GetParam().screen == Screen::slow && now() - last_read_ >= pause) {
      last_read_ = now();
      ann.reads_screen = true;
    }
    TerminalPosix::pump();
  }

  void flood() {
    is_flooding_ = true;
    const auto since = now();
    wait_until([&] { return now() - since >= milliseconds(1000); });
  }

  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& ann = open_terminal({program_path("chat-client"), "--name=Ann", "127.0.0.1",
                                   std::to_string(server.address().port())});

 private:
  std::string batch() {
    std::string frames;
    for (int i = 0; i < 300; ++i) {
      const std::string name = "member" + std::to_string(++names_);
      frames += GetParam().flood == Flood::joins
                    ? frame("Server") + frame(name + " joined the conversation")
                    : frame(name) + frame("some words to fill it with");
    }
    return frames;
  }

  bool is_flooding_ = false;
  int names_ = 0;
  TimePoint last_read_ = {};
};

// The client waits for the server to close for five seconds, in which bytes go on arriving.
TEST_P(QuitPosix, EndsAClientWhoseServerFloodsAndNeverCloses) {
  server.send(frame("Welcome"));
  ASSERT_TRUE(sees(ann, "Server > Welcome"));
  flood();
  ann.type("/quit\r");
  EXPECT_TRUE(ends(ann, 0));
  EXPECT_TRUE(wait_until([&] { return server.heard().find("exit@me") != std::string::npos; }));
}

INSTANTIATE_TEST_SUITE_P(All, QuitPosix,
                         testing::Values(Case{Flood::joins, Screen::unread},
                                         Case{Flood::messages, Screen::slow}));

}  // namespace
}  // namespace chatlab::terminal_quit_posix_test
