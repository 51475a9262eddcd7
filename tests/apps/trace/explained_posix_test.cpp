// Phenomena that a test can provoke on POSIX alone: signals, a second reader of a socket, and the
// limits of descriptors.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/descriptor_hoard_posix.hpp"
#include "tests/support/explained.hpp"
#include "tests/support/interrupt_posix.hpp"
#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_acceptor.hpp"
#include "tests/support/server_under_test.hpp"

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

// As if another process shared the listening socket: between the wait and this program's accept, it
// accepts the connection.
TEST_F(ExplainedOnPosix, AListenerWhoseConnectionAnotherReaderHasAccepted) {
  Probe other(reactor);
  reactor.add(other);
  RecordingAcceptor acceptor(reactor, loopback());
  const auto listener = static_cast<int>(acceptor.handle());
  other.when_readable = [&] {
    char byte = 0;
    other.socket.receive(&byte, 1);
    ::close(::accept(listener, nullptr, nullptr));
  };
  IoResult result;
  const TcpSocket waiting = TcpSocket::connect(acceptor.local_address(), result);
  ASSERT_TRUE(await_readable(acceptor.handle()));
  other.make_readable();
  reactor.turn();
  EXPECT_TRUE(acceptor.sockets.empty());
  EXPECT_TRUE(told.explains(Phenomenon::not_ready_yet));
}

TEST(ExplainedWithSelect, AHandleThatSelectCannotHold) {
  ServerUnderTest chat("select");
  const Explained told(chat.reactor);
  chat.endpoint("framed");
  const DescriptorHoard hoard(FD_SETSIZE - 2);  // the client has the last that select can hold
  if (!hoard.is_complete()) GTEST_SKIP() << "too few descriptors are allowed";
  StreamClient& client = chat.connect("framed");
  EXPECT_TRUE(chat.hears(client, frame("The server is full")));
  EXPECT_TRUE(told.explains(Phenomenon::select_limit));
}

}  // namespace
}  // namespace chatlab::explained_posix_test
