// A server that was stopped, as at a breakpoint: when it continues, no limit has expired. The
// test's own thread sleeps, and the server, which runs in it, can't see the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>

#include "tests/support/server_under_test.hpp"

namespace chatlab::stopped_test {
namespace {

constexpr std::chrono::seconds limit{1};

Limits short_limits() {
  Limits limits;
  limits.join_timeout = limit;
  limits.datagram_idle = limit;
  limits.max_backlog = 64 * 1024;
  return limits;
}

class StoppedServer : public testing::Test {
 protected:
  // Longer than each limit; then the server runs long enough to do what is due.
  void stop_for_a_while() {
    std::this_thread::sleep_for(limit + milliseconds(1500));
    for (int turn = 0; turn < 10; ++turn) room.turn();
  }

  ServerUnderTest room{"poll", short_limits()};
};

TEST_F(StoppedServer, KeepsAConnectionThatHasNotJoinedYet) {
  StreamClient& late = room.connect("framed");
  room.settle();
  stop_for_a_while();
  late.send(frame("Late"));
  EXPECT_TRUE(room.hears(late, dialect_of("framed").welcome()));
}

TEST_F(StoppedServer, KeepsASilentMemberOverUdp) {
  room.join("datagram", "Ann");
  stop_for_a_while();
  EXPECT_TRUE(room.has("Ann"));
  EXPECT_TRUE(room.wait_until([&] { return !room.has("Ann"); })) << "the limit still applies";
}

TEST_F(StoppedServer, KeepsAMemberThatHadStoppedReading) {
  const Person flooder = room.join("line", "Flooder");
  const Person slow = room.join("framed", "Slow");
  slow.stream().reads = false;
  const auto is_congested = [&] {
    if (flooder.stream().unsent() < 100000) {
      for (int i = 0; i < 1000; ++i) flooder.say(std::string(1000, '.'));
    }
    return room.server.backpressure().is_congested();
  };
  ASSERT_TRUE(room.wait_until(is_congested));
  stop_for_a_while();
  slow.stream().reads = true;
  EXPECT_TRUE(room.wait_until([&] { return !room.server.backpressure().is_congested(); }));
  EXPECT_TRUE(room.has("Slow"));
}

}  // namespace
}  // namespace chatlab::stopped_test
