// Properties of sockets that only POSIX systems report.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "platform/socket.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::socket_posix_test {
namespace {

int descriptor(const Socket& socket) {
  return static_cast<int>(socket.handle());
}

bool is_non_blocking(const Socket& socket) {
  return (fcntl(descriptor(socket), F_GETFL) & O_NONBLOCK) != 0;
}

bool is_closed_on_exec(const Socket& socket) {
  return (fcntl(descriptor(socket), F_GETFD) & FD_CLOEXEC) != 0;
}

int option(const Socket& socket, int level, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  EXPECT_EQ(getsockopt(descriptor(socket), level, name, &value, &size), 0);
  return value;
}

bool is_without_delay(const TcpSocket& socket) {
  return option(socket, IPPROTO_TCP, TCP_NODELAY) != 0;
}

TEST(SocketPosix, IsNonBlockingHoweverItWasOpened) {
  const StreamPair pair = make_stream_pair();
  EXPECT_TRUE(is_non_blocking(pair.ours));
  EXPECT_TRUE(is_non_blocking(pair.theirs));
  EXPECT_TRUE(is_non_blocking(TcpListener(loopback())));
}

TEST(SocketPosix, IsClosedInProgramsThatThisOneStarts) {
  const StreamPair pair = make_stream_pair();
  EXPECT_TRUE(is_closed_on_exec(pair.ours));
  EXPECT_TRUE(is_closed_on_exec(pair.theirs));
  EXPECT_TRUE(is_closed_on_exec(TcpListener(loopback())));
}

// Nagle's algorithm would hold a short message back until the one before is acknowledged.
TEST(SocketPosix, SendsSmallMessagesAtOnce) {
  const StreamPair pair = make_stream_pair();
  EXPECT_TRUE(is_without_delay(pair.ours));
  EXPECT_TRUE(is_without_delay(pair.theirs));
}

// A peer that was unplugged sends nothing, not even an end of stream.
TEST(SocketPosix, AnAcceptedConnectionProbesASilentPeer) {
  const StreamPair pair = make_stream_pair();
  const TcpSocket& accepted = pair.theirs;
  EXPECT_NE(option(accepted, SOL_SOCKET, SO_KEEPALIVE), 0);
#ifdef TCP_KEEPIDLE
  EXPECT_EQ(option(accepted, IPPROTO_TCP, TCP_KEEPIDLE), 60) << "seconds without traffic";
  EXPECT_EQ(option(accepted, IPPROTO_TCP, TCP_KEEPINTVL), 10) << "seconds between two probes";
  EXPECT_EQ(option(accepted, IPPROTO_TCP, TCP_KEEPCNT), 3) << "probes";
#endif
}

volatile sig_atomic_t broken_pipes = 0;
extern "C" void count_broken_pipe(int) {
  broken_pipes = broken_pipes + 1;
}

TEST(SocketPosix, RaisesNoSignalIfThePeerIsGone) {
  struct sigaction counting = {};
  struct sigaction before = {};
  counting.sa_handler = count_broken_pipe;
  sigaction(SIGPIPE, &counting, &before);
  StreamPair pair = make_stream_pair();
  reset_by_peer(pair.ours, pair.theirs);
  pair.ours.send("reports the reset", 17);
  const IoResult result = pair.ours.send("finds the pipe broken", 21);
  sigaction(SIGPIPE, &before, nullptr);
  EXPECT_EQ(result.error, std::errc::broken_pipe) << result.error.message();
  EXPECT_EQ(broken_pipes, 0);
}

// SO_LINGER with 0 seconds makes close(2) send a reset even if nothing is unread. socket(7)
TEST(SocketPosix, ReportsADeliberateReset) {
  StreamPair pair = make_stream_pair();
  const linger at_once = {1, 0};
  setsockopt(descriptor(pair.theirs), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  pair.theirs.close();
  ASSERT_TRUE(await_readable(pair.ours.handle()));
  char byte = 0;
  EXPECT_EQ(pair.ours.receive(&byte, 1).error, std::errc::connection_reset);
}

TEST(SocketPosix, ReportsAFailedBindInTheSystemsWords) {
  const TcpListener first(loopback());
  try {
    const TcpListener second(first.local_address());
    FAIL() << "two sockets listen on one port";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.what(),
              "bind " + first.local_address().to_string() + ": Address already in use");
  }
}

TEST(SocketPosix, LeavesNoDescriptorOpenIfItCannotBeBound) {
  const TcpListener first(loopback());
  const int free_before = ::dup(descriptor(first));
  ::close(free_before);
  EXPECT_THROW(TcpListener second(first.local_address()), std::system_error);
  const int free_after = ::dup(descriptor(first));
  ::close(free_after);
  EXPECT_EQ(free_after, free_before);
}

#ifdef __linux__
TEST(SocketPosix, CountsBytesThatThePeersSystemHasNotAcknowledged) {
  StreamPair pair = make_stream_pair();
  Peer writer(std::move(pair.ours));
  Peer reader(std::move(pair.theirs));
  EXPECT_EQ(writer.socket.unacknowledged(), 0u);
  const std::string bytes = pattern(16 * 1024 * 1024);
  const std::size_t sent = writer.send(bytes);
  ASSERT_LT(sent, bytes.size());
  EXPECT_GT(writer.socket.unacknowledged(), 0u);
  const TimePoint deadline = system_time() + patience;
  while (writer.socket.unacknowledged() > 0 && system_time() < deadline) {
    if (await_readable(reader.socket.handle(), milliseconds(1))) reader.drain();
  }
  EXPECT_EQ(writer.socket.unacknowledged(), 0u);
}
#endif

}  // namespace
}  // namespace chatlab::socket_posix_test
