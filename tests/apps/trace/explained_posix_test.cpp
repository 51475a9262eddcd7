// Phenomena that a test can provoke on POSIX alone: signals, and a limit of descriptors.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "tests/support/explained.hpp"
#include "tests/support/interrupt_posix.hpp"
#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_acceptor.hpp"

namespace chatlab::explained_posix_test {
namespace {

class ExplainedOnPosix : public WithReactor {
 protected:
  Explained told{reactor};
};

TEST_F(ExplainedOnPosix, AnInterruptedWait) {
  const Interruption interruption;
  ASSERT_TRUE(turn_until(reactor, [&] { return told.count(Phenomenon::interrupted) > 0; }));
  EXPECT_TRUE(told.explains(Phenomenon::interrupted));
}

TEST_F(ExplainedOnPosix, NoDescriptorLeft) {
  RecordingAcceptor acceptor(reactor, loopback());
  IoResult result;
  const TcpSocket waiting = TcpSocket::connect(acceptor.local_address(), result);
  ASSERT_TRUE(await_writable(waiting.handle()));
  rlimit before = {};
  getrlimit(RLIMIT_NOFILE, &before);
  rlimit none = before;
  none.rlim_cur = 1;  // all that are open stay open
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  reactor.turn();
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_TRUE(told.explains(Phenomenon::descriptors_used_up));
}

}  // namespace
}  // namespace chatlab::explained_posix_test
