// The server while it stops: it still sends what is unsent, and accepts nothing new.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/server_under_test.hpp"

namespace chatlab::stopping_test {
namespace {

Limits short_times() {
  Limits limits;
  limits.join_timeout = std::chrono::seconds(1);
  limits.datagram_idle = std::chrono::seconds(1);
  return limits;
}

class StoppingServer : public testing::Test {
 protected:
  void signal() { static_cast<StopListener&>(room.server).on_stop_signal(); }

  ServerUnderTest room{"poll", short_times()};
};

TEST_F(StoppingServer, WaitsForUnsentOutputUntilASecondSignal) {
  room.let_a_reader_fall_behind();
  signal();
  room.run_for(milliseconds(100));
  EXPECT_FALSE(room.server.is_stopped());
  signal();
  EXPECT_TRUE(room.server.is_stopped());
}

// Asking again does not give slow readers more time.
TEST_F(StoppingServer, IsStoppedAfterTwoSecondsHoweverOftenItIsAskedTo) {
  room.let_a_reader_fall_behind();
  EXPECT_TRUE(room.wait_until([&] {
    room.server.stop();
    return room.server.is_stopped();
  }));
  EXPECT_EQ(room.log().find("stopping"), room.log().rfind("stopping"));
}

TEST_F(StoppingServer, AcceptsNoConnection) {
  room.endpoint("framed");
  room.let_a_reader_fall_behind();
  room.server.stop();
  const std::size_t handlers = room.reactor.handler_count();
  StreamClient& late = room.connect("framed");
  late.send(frame("Late"));
  EXPECT_TRUE(room.hears_nothing_more(late));
  EXPECT_LE(room.reactor.handler_count(), handlers);
}

// The client does not close its end.
TEST_F(StoppingServer, ClosesNoNewcomerASecondTimeForGivingNoName) {
  room.connect("framed");
  room.settle();
  room.server.stop();
  room.run_for(milliseconds(1300));
  EXPECT_EQ(room.log().find("it never gave a name"), std::string::npos);
}

TEST_F(StoppingServer, RemovesNoMemberForItsSilence) {
  room.let_a_reader_fall_behind();
  const Person ann = room.join("datagram", "Ann");
  room.server.stop();
  room.run_for(milliseconds(1300));
  EXPECT_FALSE(room.server.is_stopped());
  EXPECT_EQ(room.log().find("silent for"), std::string::npos);
}

}  // namespace
}  // namespace chatlab::stopping_test
