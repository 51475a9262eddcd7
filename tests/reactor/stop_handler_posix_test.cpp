// A signal as an event of the reactor.
#include <gtest/gtest.h>
#include <signal.h>

#include "reactor/stop_handler.hpp"
#include "tests/support/reactor_testing.hpp"

namespace chatlab::stop_handler_posix_test {
namespace {

class StopHandlerPosix : public WithReactor {};

class CountingListener : public StopListener {
 public:
  void on_stop_signal() override { ++signals; }
  int signals = 0;
};

TEST_F(StopHandlerPosix, ASignalIsReportedInTheNextTurn) {
  CountingListener listener;
  StopHandler stop(reactor, listener);
  raise(SIGTERM);
  EXPECT_EQ(listener.signals, 0) << "nothing happens but in a turn";
  reactor.turn();
  EXPECT_EQ(listener.signals, 1);
  turn_until_quiet(reactor);
  EXPECT_EQ(listener.signals, 1);
}

TEST_F(StopHandlerPosix, EverySignalIsReportedSoThatTheSecondCanMeanHurryUp) {
  CountingListener listener;
  StopHandler stop(reactor, listener);
  for (int signals = 1; signals <= 2; ++signals) {
    raise(SIGINT);
    reactor.turn();
    EXPECT_EQ(listener.signals, signals);
  }
}

}  // namespace
}  // namespace chatlab::stop_handler_posix_test
