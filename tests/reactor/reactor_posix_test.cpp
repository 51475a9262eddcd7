// Signals while the reactor waits, and descriptors that select(2) can't hold.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/select.h>
#include <unistd.h>

#include <stdexcept>

#include "tests/support/interrupt_posix.hpp"
#include "tests/support/reactor_testing.hpp"

namespace chatlab::reactor_posix_test {
namespace {

class ReactorPosix : public WithReactor {};

TEST_F(ReactorPosix, ATurnInterruptedByASignalCallsNoHandler) {
  Probe idle(reactor);
  reactor.add(idle);
  reactor.want_write(idle, false);
  Alarm alarm(reactor.timers());
  alarm.start(patience / 2);
  const Interruption interruption;
  reactor.turn();
  EXPECT_EQ(alarm.rings, 0) << "the turn waited on";
  EXPECT_EQ(idle.reads, 0);
  EXPECT_EQ(reactor.statistics().wake_ups, 0u);
}

TEST_F(ReactorPosix, ASignalDoesNotMakeATimerLateOrEarly) {
  Alarm alarm(reactor.timers());
  const TimePoint begin = now();
  const Interruption interruption;
  alarm.start(milliseconds(50));
  while (alarm.rings == 0) reactor.turn();
  EXPECT_GE(now() - begin, milliseconds(50));
}

// The near end of the pair under a number that no fd_set has a bit for.
bool move_to_high_number(TcpSocket& socket) {
  const int high = fcntl(static_cast<int>(socket.handle()), F_DUPFD_CLOEXEC, FD_SETSIZE);
  if (high < 0) return false;
  socket = TcpSocket(high);
  return true;
}

TEST_F(ReactorPosix, SelectRefusesADescriptorBeyondFdSetsize) {
  Reactor on_select(make_select_demultiplexer());
  Probe probe(on_select);
  EXPECT_TRUE(on_select.can_hold(probe.handle()));
  if (!move_to_high_number(probe.socket)) GTEST_SKIP() << "too few descriptors are allowed";
  EXPECT_FALSE(on_select.can_hold(probe.handle()));
  EXPECT_THROW(on_select.add(probe), std::runtime_error);
  EXPECT_FALSE(probe.is_registered());
  EXPECT_EQ(on_select.handler_count(), 0u);
  EXPECT_TRUE(reactor.can_hold(probe.handle())) << "poll";
}

}  // namespace
}  // namespace chatlab::reactor_posix_test
