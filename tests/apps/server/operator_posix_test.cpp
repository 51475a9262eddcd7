// An operator that floods a congested room waits, as a member does. POSIX only, since a test can
// replace standard input only there.
#include <gtest/gtest.h>

#include <string>

#include "platform/standard_input.hpp"
#include "tests/support/redirect_posix.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::operator_posix_test {
namespace {

Limits small_backlog() {
  Limits limits;
  limits.max_message = 16 * 1024;
  limits.max_backlog = 64 * 1024;
  return limits;
}

// A member that has stopped reading is closed after a second. If the operator went on meanwhile,
// the member's backlog would exceed its limit before that. With this budget each turn is used up by
// one line, so the console is held for two reasons at a time.
TEST(FloodOfTheOperator, WaitsWhileTheRoomIsCongested) {
  constexpr std::size_t tiny_budget = 1;
  InputPipe keyboard;
  StandardInput input;
  ServerUnderTest room("poll", small_backlog(), tiny_budget);
  room.server.attach_console(input);
  room.join("framed", "Stopped").stream().reads = false;
  const std::string line = std::string(4000, '.') + '\n';
  ASSERT_TRUE(room.wait_until([&] {
    while (keyboard.write(line)) continue;
    return !room.has("Stopped");
  }));
  EXPECT_NE(room.log().find("stalled: took nothing for a second"), std::string::npos);
  EXPECT_EQ(room.log().find("too slow"), std::string::npos);
}

class OperatorOfAStoppingServer : public testing::Test {
 protected:
  static constexpr std::size_t one_line_per_turn = 1;

  OperatorOfAStoppingServer() { room.server.attach_console(input); }

  InputPipe keyboard;
  StandardInput input;
  ServerUnderTest room{"poll", Limits(), one_line_per_turn};
};

TEST_F(OperatorOfAStoppingServer, IsNotHeardAnyMore) {
  room.let_a_reader_fall_behind();
  keyboard.write("/ban First\n");
  ASSERT_TRUE(
      room.wait_until([&] { return room.log().find("banned First") != std::string::npos; }));
  room.server.stop();
  keyboard.write("/ban Second\n");
  room.run_for(milliseconds(100));
  EXPECT_FALSE(room.server.is_stopped());
  EXPECT_EQ(room.log().find("banned Second"), std::string::npos);
}

// The turn has room for one line, so the other one waits in the console when the server stops.
TEST_F(OperatorOfAStoppingServer, IsNotHeardEvenIfALineWaitedForItsTurn) {
  room.let_a_reader_fall_behind();
  keyboard.write("/ban First\n/ban Second\n");
  ASSERT_TRUE(
      room.wait_until([&] { return room.log().find("banned First") != std::string::npos; }));
  room.server.stop();
  room.run_for(milliseconds(100));
  EXPECT_FALSE(room.server.is_stopped());
  EXPECT_EQ(room.log().find("banned Second"), std::string::npos);
}

}  // namespace
}  // namespace chatlab::operator_posix_test
