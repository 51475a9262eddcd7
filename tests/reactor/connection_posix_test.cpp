// A connection over a pair of local datagram sockets, in which each send(2) arrives as one message,
// so that a test can count sends. And input that arrived before a reset, which systems treat
// differently.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <string>
#include <vector>

#include "tests/support/reactor_testing.hpp"
#include "tests/support/recording_connection.hpp"

namespace chatlab::connection_posix_test {
namespace {

StreamPair make_message_pair() {
  int ends[2] = {-1, -1};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_DGRAM, 0, ends), 0);
  for (const int end : ends) EXPECT_EQ(fcntl(end, F_SETFL, O_NONBLOCK), 0);
  return {TcpSocket(ends[0]), TcpSocket(ends[1])};
}

class ConnectionPosix : public WithReactor {
 protected:
  // The messages that have arrived so far: one per send.
  std::vector<std::string> messages() {
    std::vector<std::string> found;
    char buffer[4096];
    for (;;) {
      const IoResult result = pair.theirs.receive(buffer, sizeof buffer);
      if (result.status != IoStatus::done) return found;
      found.emplace_back(buffer, result.bytes);
    }
  }

  StreamPair pair = make_message_pair();
  RecordingConnection connection{reactor, std::move(pair.ours)};
};

using Messages = std::vector<std::string>;

TEST_F(ConnectionPosix, AllTheOutputOfATurnLeavesInOneSend) {
  for (const char* part : {"one ", "two ", "three"}) connection.send(part);
  reactor.turn();
  EXPECT_EQ(messages(), Messages{"one two three"});
}

TEST_F(ConnectionPosix, APieceSentApartHasASendOfItsOwn) {
  for (const char* part : {"one", "two", "three"}) connection.send_apart(part);
  reactor.turn();
  EXPECT_EQ(messages(), (Messages{"one", "two", "three"}));
}

TEST_F(ConnectionPosix, APieceSentApartIsNotJoinedToWhatComesBeforeOrAfter) {
  connection.send("be");
  connection.send("fore");
  connection.send_apart("apart");
  connection.send("af");
  connection.send("ter");
  reactor.turn();
  EXPECT_EQ(messages(), (Messages{"before", "apart", "after"}));
}

// The system accepts few messages. The others wait in the connection's output buffer, where they
// must stay apart while those before them are sent.
TEST_F(ConnectionPosix, PiecesSentApartStayApartInABacklog) {
  Messages expected;
  for (std::size_t i = 0; i < 500; ++i) {
    expected.push_back(std::to_string(i) + ':' + pattern(i % 97));
    connection.send_apart(expected.back());
  }
  reactor.turn();
  ASSERT_GT(connection.unsent(), 0u) << "the system accepted everything: nothing was tested";
  Messages found;
  EXPECT_TRUE(turn_until(reactor, [&] {
    for (std::string& message : messages()) found.push_back(std::move(message));
    return found.size() >= expected.size();
  }));
  EXPECT_EQ(found, expected);
}

// On the systems with POSIX sockets what arrived before a reset can still be read.
TEST(ConnectionBrokenPosix, ReadsInputThatArrivedBeforeTheOutputBroke) {
  Reactor reactor(make_demultiplexer("poll"));
  StreamPair pair = make_stream_pair();
  RecordingConnection connection(reactor, std::move(pair.ours));
  Peer peer(std::move(pair.theirs));
  connection.hold(true);
  connection.send("unread");
  reactor.turn();
  ASSERT_TRUE(await_readable(peer.socket.handle()));
  peer.send("last words");
  ASSERT_TRUE(await_readable(connection.handle()));
  peer.socket.close();
  ASSERT_TRUE(turn_until(reactor, [&] {
    connection.send("is anybody there?");
    return connection.output_is_broken();
  }));
  EXPECT_EQ(connection.unsent(), 0u);
  EXPECT_FALSE(connection.wants_write()) << "a broken output is always writable: a busy loop";
  connection.send("nobody");
  EXPECT_EQ(connection.unsent(), 0u);
  EXPECT_EQ(connection.closes + connection.ends, 0) << "the input decides when it is over";
  connection.hold(false);
  EXPECT_TRUE(turn_until(reactor, [&] { return connection.ends > 0; }));
  EXPECT_EQ(connection.received, "last words");
  EXPECT_EQ(connection.end_error, std::errc::connection_reset) << "though a send was told of it";
  connection.finish();
  EXPECT_TRUE(turn_until(
      reactor, [&] { return connection.closes > 0; }, milliseconds(1500)));
}

}  // namespace
}  // namespace chatlab::connection_posix_test
