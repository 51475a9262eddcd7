// An acceptor in a process that may open no more descriptors.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <utility>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_acceptor.hpp"

namespace chatlab {
namespace {

// As long as this lives no descriptor can be opened: the limit is the lowest free number.
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
  StreamSocket connected() {
    IoResult result;
    StreamSocket client = StreamSocket::connect(acceptor->local_address(), result);
    EXPECT_TRUE(await_writable(client.handle()));
    return client;
  }

  Reactor reactor{make_demultiplexer("poll")};
  std::unique_ptr<RecordingAcceptor> acceptor =
      std::make_unique<RecordingAcceptor>(reactor, loopback());
};

TEST_F(AcceptorPosix, RestsForASecondWhereDescriptorsAreUsedUpAndSaysSoOnce) {
  Probe member(reactor);
  reactor.add(member);
  const StreamSocket first_client = connected();
  std::optional<NoMoreDescriptors> no_more(std::in_place);
  const TimePoint begin = now();
  ASSERT_TRUE(turn_until(reactor, [&] { return acceptor->exhaustions > 0; }));
  EXPECT_TRUE(is_exhaustion(acceptor->last_exhaustion)) << acceptor->last_exhaustion.message();
  EXPECT_FALSE(acceptor->wants_read());

  // Meanwhile others are served, and nothing spins.
  member.when_readable = [&] { reactor.remove(member); };
  member.make_readable();
  EXPECT_TRUE(turn_until(reactor, [&] { return member.reads == 1; }));
  EXPECT_TRUE(sleeps(reactor));
  ASSERT_TRUE(turn_until(reactor, [&] { return acceptor->wants_read(); }));
  EXPECT_GE(now() - begin, milliseconds(1000));

  // It tries again, in vain, and does not repeat itself.
  ASSERT_TRUE(turn_until(reactor, [&] { return !acceptor->wants_read(); }));
  EXPECT_EQ(acceptor->exhaustions, 1);
  EXPECT_TRUE(acceptor->sockets.empty());

  // Once descriptors are to be had, the connection that waited is accepted.
  no_more.reset();
  EXPECT_TRUE(turn_until(reactor, [&] { return acceptor->sockets.size() == 1; }));
  EXPECT_EQ(acceptor->exhaustions, 1);

  // It worked in between, so the next time is news again.
  const StreamSocket second_client = connected();
  no_more.emplace();
  EXPECT_TRUE(turn_until(reactor, [&] { return acceptor->exhaustions == 2; }));
}

TEST_F(AcceptorPosix, CanBeRetiredWhileItRests) {
  const StreamSocket client = connected();
  {
    const NoMoreDescriptors no_more;
    ASSERT_TRUE(turn_until(reactor, [&] { return acceptor->exhaustions > 0; }));
  }
  reactor.retire(std::move(acceptor));
  reactor.turn();
  EXPECT_EQ(reactor.handler_count(), 0u);
  EXPECT_TRUE(reactor.timers().empty());
}

}  // namespace
}  // namespace chatlab
