// An acceptor in a process that may open no more descriptors.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <memory>
#include <utility>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_acceptor.hpp"

namespace chatlab::acceptor_posix_test {
namespace {

// While this object exists, no descriptor can be opened: the limit is the lowest free number.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest_free = ::dup(STDIN_FILENO);
    ::close(lowest_free);
    rlimit limit = before_;
    limit.rlim_cur = static_cast<rlim_t>(lowest_free);
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  }
  ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoMoreDescriptors(const NoMoreDescriptors&) = delete;
  NoMoreDescriptors& operator=(const NoMoreDescriptors&) = delete;

 private:
  rlimit before_ = {};
};

class AcceptorPosix : public testing::Test {
 protected:
  // A connection that waits to be accepted.
  TcpSocket waiting_client() {
    IoResult result;
    TcpSocket client = TcpSocket::connect(acceptor->local_address(), result);
    EXPECT_TRUE(await_writable(client.handle()));
    EXPECT_TRUE(await_readable(acceptor->handle()));
    return client;
  }

  bool accepts_until(std::size_t count) {
    return turn_until(reactor, [&] { return acceptor->sockets.size() == count; });
  }

  // For one turn only, since sanitizers need a descriptor now and then to look at what is new to
  // them.
  void turn_without_descriptors() {
    const NoMoreDescriptors no_more;
    reactor.turn();
  }

  Reactor reactor{make_demultiplexer("poll")};
  std::unique_ptr<RecordingAcceptor> acceptor =
      std::make_unique<RecordingAcceptor>(reactor, loopback());
};

TEST_F(AcceptorPosix, PausesForATenthOfASecondIfDescriptorsAreUsedUpAndReportsItOnce) {
  const TcpSocket first = waiting_client();
  ASSERT_TRUE(accepts_until(1));

  const TcpSocket second = waiting_client();
  const TimePoint begin = now();
  turn_without_descriptors();
  EXPECT_EQ(acceptor->exhaustions, 1);
  EXPECT_EQ(acceptor->last_exhaustion, std::errc::too_many_files_open);

  // The acceptor pauses, although the waiting connection keeps its socket readable.
  EXPECT_FALSE(acceptor->wants_read());
  EXPECT_TRUE(sleeps(reactor));
  ASSERT_TRUE(turn_until(reactor, [&] { return acceptor->wants_read(); }));
  EXPECT_GE(now() - begin, milliseconds(100));
  EXPECT_LT(now() - begin, milliseconds(1000));

  // The acceptor tries again, in vain, and does not report it again.
  turn_without_descriptors();
  EXPECT_FALSE(acceptor->wants_read());
  EXPECT_EQ(acceptor->exhaustions, 1);

  // Once a descriptor is free, the waiting connection is accepted.
  EXPECT_TRUE(accepts_until(2));
  EXPECT_EQ(acceptor->exhaustions, 1);

  // Descriptors that become free one by one are no reason to report each failure.
  const TcpSocket third = waiting_client();
  const TimePoint last = now();
  turn_without_descriptors();
  EXPECT_EQ(acceptor->exhaustions, 1);

  // After a second without a pause, the next failure is reported.
  EXPECT_TRUE(accepts_until(3));
  ASSERT_TRUE(turn_until(reactor, [&] { return now() - last > milliseconds(1100); }));
  const TcpSocket fourth = waiting_client();
  turn_without_descriptors();
  EXPECT_EQ(acceptor->exhaustions, 2);
}

TEST_F(AcceptorPosix, CanBeRetiredDuringItsPause) {
  const TcpSocket first = waiting_client();
  ASSERT_TRUE(accepts_until(1));
  const TcpSocket second = waiting_client();
  turn_without_descriptors();
  ASSERT_EQ(acceptor->exhaustions, 1);
  reactor.retire(std::move(acceptor));
  reactor.turn();
  EXPECT_EQ(reactor.handler_count(), 0u);
  EXPECT_TRUE(reactor.timers().empty());
}

TEST_F(AcceptorPosix, AcceptsAnotherConnectionInPlaceOfOneThatCanBeSpared) {
  const TcpSocket first = waiting_client();
  ASSERT_TRUE(accepts_until(1));
  const TcpSocket second = waiting_client();
  acceptor->spares_the_first = true;
  turn_without_descriptors();
  EXPECT_EQ(acceptor->peers.size(), 2u);
  EXPECT_EQ(acceptor->sockets.size(), 1u);
  EXPECT_EQ(acceptor->exhaustions, 0);
}

}  // namespace
}  // namespace chatlab::acceptor_posix_test
