// Signals as a readable handle.
#include <gtest/gtest.h>
#include <signal.h>

#include "platform/stop_signal.hpp"
#include "platform/user_signal.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::stop_signal_posix_test {
namespace {

class StopSignalPosix : public testing::TestWithParam<int> {
 protected:
  // The test's parent may ignore the signal, as nohup does.
  StopSignalPosix() : before_(::signal(GetParam(), SIG_DFL)) {}
  ~StopSignalPosix() override { ::signal(GetParam(), before_); }

 private:
  void (*const before_)(int);
};

TEST_P(StopSignalPosix, MakesTheHandleReadable) {
  StopSignal stop;
  EXPECT_FALSE(await_readable(stop.handle(), milliseconds(1)));
  raise(GetParam());
  EXPECT_TRUE(await_readable(stop.handle()));
}

TEST_P(StopSignalPosix, IsReportedOnce) {
  StopSignal stop;
  EXPECT_FALSE(stop.drain());
  raise(GetParam());
  EXPECT_TRUE(stop.drain());
  EXPECT_FALSE(stop.drain());
  EXPECT_FALSE(await_readable(stop.handle(), milliseconds(1)));
}

INSTANTIATE_TEST_SUITE_P(AllSignals, StopSignalPosix, testing::Values(SIGINT, SIGTERM, SIGHUP),
                         [](const testing::TestParamInfo<int>& tested) {
                           return std::string(tested.param == SIGINT    ? "interrupt"
                                              : tested.param == SIGTERM ? "terminate"
                                                                        : "hang_up");
                         });

TEST(StopSignal, IsReportedOnceForSeveralSignals) {
  StopSignal stop;
  for (const int signal : {SIGINT, SIGTERM, SIGINT, SIGHUP}) raise(signal);
  EXPECT_TRUE(stop.drain());
  EXPECT_FALSE(stop.drain());
}

// A pipe holds 64 KiB: a handler that waited for room would wait for ever.
TEST(StopSignal, DoesNotBlockIfMoreSignalsArriveThanThePipeHolds) {
  StopSignal stop;
  for (int i = 0; i < 70000; ++i) raise(SIGINT);
  EXPECT_TRUE(stop.drain());
  EXPECT_FALSE(stop.drain());
}

TEST(StopSignal, AndTheUserSignalAreToldApart) {
  StopSignal stop;
  UserSignal user;
  raise(SIGUSR1);
  EXPECT_FALSE(stop.drain());
  EXPECT_TRUE(user.drain());
  raise(SIGTERM);
  EXPECT_FALSE(user.drain());
  EXPECT_TRUE(stop.drain());
}

volatile sig_atomic_t handled = 0;
extern "C" void note_signal(int) {
  handled = handled + 1;
}

TEST(StopSignal, RestoresTheSignalHandlers) {
  struct sigaction noting = {};
  struct sigaction before = {};
  noting.sa_handler = note_signal;
  sigaction(SIGTERM, &noting, &before);
  { StopSignal stop; }
  raise(SIGTERM);
  sigaction(SIGTERM, &before, nullptr);
  EXPECT_EQ(handled, 1);
}

// nohup(1) starts a program with SIGHUP ignored, which must stay so.
TEST(StopSignal, LeavesAnIgnoredHangUpSignalIgnored) {
  struct sigaction ignoring = {};
  struct sigaction before = {};
  ignoring.sa_handler = SIG_IGN;
  sigaction(SIGHUP, &ignoring, &before);
  {
    StopSignal stop;
    raise(SIGHUP);
    EXPECT_FALSE(stop.drain());
  }
  sigaction(SIGHUP, &before, nullptr);
}

}  // namespace
}  // namespace chatlab::stop_signal_posix_test
