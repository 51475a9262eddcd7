#include "platform/socket.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "tests/support/loopback.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::socket_test {
namespace {

// The result of one receive: `done TEXT`, `would_block`, `closed` or `error`.
std::string received(TcpSocket& socket) {
  char buffer[256];
  const IoResult result = socket.receive(buffer, sizeof buffer);
  switch (result.status) {
    case IoStatus::done:
      return "done " + std::string(buffer, result.bytes);
    case IoStatus::would_block:
      return "would_block";
    case IoStatus::closed:
      return "closed";
    case IoStatus::error:
      return "error";
  }
  return "?";
}

// As above, once the socket is readable.
std::string received_soon(TcpSocket& socket) {
  EXPECT_TRUE(await_readable(socket.handle()));
  return received(socket);
}

// ------------------------------------------------------------------------------------ TcpSocket

TEST(TcpSocket, IsClosedUntilItIsOpened) {
  const TcpSocket socket;
  EXPECT_FALSE(socket.is_open());
  EXPECT_EQ(socket.handle(), no_handle);
}

TEST(TcpSocket, CarriesBytesBothWays) {
  StreamPair pair = make_stream_pair();
  EXPECT_EQ(pair.ours.send("there", 5).bytes, 5u);
  EXPECT_EQ(received_soon(pair.theirs), "done there");
  EXPECT_EQ(pair.theirs.send("back", 4).bytes, 4u);
  EXPECT_EQ(received_soon(pair.ours), "done back");
}

TEST(TcpSocket, NeverWaitsForBytes) {
  StreamPair pair = make_stream_pair();
  EXPECT_EQ(received(pair.ours), "would_block");
  EXPECT_EQ(received(pair.theirs), "would_block");
}

TEST(TcpSocket, IsConnectedOnceItIsWritable) {
  TcpListener listener(loopback());
  IoResult result;
  const TcpSocket socket = TcpSocket::connect(listener.local_address(), result);
  ASSERT_NE(result.status, IoStatus::error);
  ASSERT_TRUE(await_writable(socket.handle()));
  EXPECT_FALSE(socket.connect_error());
}

TEST(TcpSocket, ReportsARefusedConnect) {
  const RefusingAddress refusing;
  IoResult result;
  const TcpSocket socket = TcpSocket::connect(refusing.address(), result);
  std::error_code error = result.error;
  if (result.status == IoStatus::would_block) {
    ASSERT_TRUE(await_writable(socket.handle())) << "a failed connect must count as writable";
    error = socket.connect_error();
  }
  EXPECT_EQ(error, std::errc::connection_refused) << error.message();
}

TEST(TcpSocket, ReportsTheEndOfTheStreamAfterTheLastBytesEachTime) {
  StreamPair pair = make_stream_pair();
  pair.theirs.send("bye", 3);
  pair.theirs.close();
  EXPECT_EQ(received_soon(pair.ours), "done bye");
  EXPECT_EQ(received_soon(pair.ours), "closed");
  EXPECT_EQ(received(pair.ours), "closed");
}

TEST(TcpSocket, CanReceiveAfterHalfClosing) {
  StreamPair pair = make_stream_pair();
  pair.ours.shutdown_send();
  EXPECT_EQ(received_soon(pair.theirs), "closed");
  EXPECT_EQ(pair.theirs.send("answer", 6).status, IoStatus::done);
  EXPECT_EQ(received_soon(pair.ours), "done answer");
}

// Without the limit, Winsock would accept hundreds of megabytes at once.
TEST(TcpSocket, AcceptsAtMostLongestSendInOneCall) {
  StreamPair pair = make_stream_pair();
  const std::string bytes = pattern(4 * TcpSocket::longest_send());
  const IoResult result = pair.ours.send(bytes.data(), bytes.size());
  EXPECT_EQ(result.status, IoStatus::done);
  EXPECT_LE(result.bytes, TcpSocket::longest_send());
}

TEST(TcpSocket, AcceptsWhatFitsThenBlocksAndLosesNothing) {
  StreamPair pair = make_stream_pair();
  Peer reader(std::move(pair.theirs));
  const std::string bytes = pattern(16 * 1024 * 1024);
  std::size_t sent = 0;
  bool blocked = false;
  while (sent < bytes.size()) {
    const IoResult result = pair.ours.send(bytes.data() + sent, bytes.size() - sent);
    sent += result.bytes;
    if (result.status == IoStatus::done) continue;
    ASSERT_EQ(result.status, IoStatus::would_block);
    blocked = true;
    ASSERT_TRUE(await_readable(reader.socket.handle()));
    reader.drain();
  }
  EXPECT_TRUE(blocked) << "the system accepted 16 MiB at once: nothing was tested";
  pair.ours.close();
  while (!reader.is_over() && await_readable(reader.socket.handle())) reader.drain();
  EXPECT_TRUE(reader.received == bytes) << reader.received.size() << " bytes arrived";
}

TEST(TcpSocket, ReportsAReset) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  StreamPair pair = make_stream_pair();
  reset_by_peer(pair.ours, pair.theirs);
  char byte = 0;
  const IoResult result = pair.ours.receive(&byte, 1);
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_EQ(result.error, std::errc::connection_reset) << result.error.message();
}

TEST(TcpSocket, SendingAfterAResetFailsWithoutEndingTheProcess) {
  StreamPair pair = make_stream_pair();
  reset_by_peer(pair.ours, pair.theirs);
  EXPECT_EQ(pair.ours.send("x", 1).status, IoStatus::error);
  EXPECT_EQ(pair.ours.send("x", 1).status, IoStatus::error);
}

TEST(TcpSocket, IsClosedAfterItWasMovedFrom) {
  StreamPair pair = make_stream_pair();
  const Handle handle = pair.ours.handle();
  TcpSocket owner(std::move(pair.ours));
  EXPECT_EQ(owner.handle(), handle);
  EXPECT_FALSE(pair.ours.is_open());  // NOLINT(bugprone-use-after-move): that is the question
  EXPECT_EQ(owner.send("still open", 10).status, IoStatus::done);
  EXPECT_EQ(received_soon(pair.theirs), "done still open");
}

TEST(TcpSocket, ClosesItsHandleWhenAnotherSocketIsMovedIn) {
  StreamPair first = make_stream_pair();
  StreamPair second = make_stream_pair();
  first.ours = std::move(second.ours);
  EXPECT_EQ(received_soon(first.theirs), "closed");
  first.ours.send("second", 6);
  EXPECT_EQ(received_soon(second.theirs), "done second");
}

TEST(TcpSocket, StaysOpenWhenMovedIntoItself) {
  StreamPair pair = make_stream_pair();
  TcpSocket& itself = pair.ours;
  pair.ours = std::move(itself);
  EXPECT_TRUE(pair.ours.is_open());
}

TEST(TcpSocket, ClosesItsHandleWhenDestroyed) {
  TcpSocket theirs;
  {
    StreamPair pair = make_stream_pair();
    theirs = std::move(pair.theirs);
  }
  EXPECT_EQ(received_soon(theirs), "closed");
}

TEST(TcpSocket, ResetsTheConnection) {
  if (under_wine()) GTEST_SKIP() << "Wine tells a reset as an orderly end";
  StreamPair pair = make_stream_pair();
  pair.ours.reset();
  EXPECT_FALSE(pair.ours.is_open());
  ASSERT_TRUE(await_readable(pair.theirs.handle()));
  char byte;
  EXPECT_EQ(pair.theirs.receive(&byte, 1).error, std::errc::connection_reset);
  pair.ours.reset();  // without effect
}

TEST(TcpSocket, CanBeClosedTwice) {
  StreamPair pair = make_stream_pair();
  pair.ours.close();
  pair.ours.close();
  EXPECT_FALSE(pair.ours.is_open());
}

// --------------------------------------------------------------------------------- TcpListener

TEST(TcpListener, ReportsWhichPortTheSystemChoseForPortZero) {
  const TcpListener first(loopback());
  const TcpListener second(loopback());
  EXPECT_EQ(first.local_address().ip(), "127.0.0.1");
  EXPECT_NE(first.local_address().port(), 0);
  EXPECT_NE(first.local_address().port(), second.local_address().port());
}

TEST(TcpListener, HasNothingToAcceptUntilAClientConnects) {
  TcpListener listener(loopback());
  EXPECT_EQ(listener.accept().result.status, IoStatus::would_block);
}

TEST(TcpListener, AcceptsAConnectionWithItsPeersAddress) {
  TcpListener listener(loopback());
  IoResult result;
  const TcpSocket client = TcpSocket::connect(listener.local_address(), result);
  ASSERT_TRUE(await_readable(listener.handle()));
  const Accepted accepted = listener.accept();
  ASSERT_EQ(accepted.result.status, IoStatus::done);
  EXPECT_EQ(accepted.peer, client.local_address());
  EXPECT_EQ(accepted.socket.local_address(), listener.local_address());
  EXPECT_EQ(listener.accept().result.status, IoStatus::would_block);
}

TEST(TcpListener, AcceptsConnectionsInTheirOrder) {
  TcpListener listener(loopback());
  std::vector<TcpSocket> clients;
  for (int i = 0; i < 3; ++i) {
    IoResult result;
    clients.push_back(TcpSocket::connect(listener.local_address(), result));
    ASSERT_TRUE(await_writable(clients.back().handle()));
  }
  for (const TcpSocket& client : clients) {
    ASSERT_TRUE(await_readable(listener.handle()));
    EXPECT_EQ(listener.accept().peer, client.local_address());
  }
}

TEST(TcpListener, ReportsAnAddressThatIsInUse) {
  const TcpListener first(loopback());
  try {
    const TcpListener second(first.local_address());
    FAIL() << "two sockets listen on one port";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use) << error.what();
    const std::string start = "bind " + first.local_address().to_string() + ": ";
    EXPECT_EQ(std::string(error.what()).substr(0, start.size()), start);
  }
}

// True if the address can be bound within `patience`. Windows refuses it for a moment, until the
// connections accepted there are gone (SO_EXCLUSIVEADDRUSE).
bool can_be_bound_soon(const Address& address) {
  const TcpListener never_ready(loopback());
  for (const TimePoint deadline = system_time() + patience; system_time() < deadline;) {
    try {
      const TcpListener again(address);
      return true;
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::address_in_use) throw;
    }
    await_readable(never_ready.handle(), milliseconds(10));
  }
  return false;
}

// Otherwise a server could not be started again for minutes after it has stopped: TIME-WAIT lasts
// longer than `patience`.
TEST(TcpListener, CanListenAgainWhileOldConnectionsLinger) {
  std::optional<TcpListener> listener(std::in_place, loopback());
  const Address address = listener->local_address();
  IoResult result;
  TcpSocket client = TcpSocket::connect(address, result);
  ASSERT_TRUE(await_readable(listener->handle()));
  Accepted accepted = listener->accept();
  accepted.socket.close();  // the side that closes first enters TIME-WAIT (RFC 9293 3.6)
  EXPECT_EQ(received_soon(client), "closed");
  client.close();
  listener.reset();
  EXPECT_TRUE(can_be_bound_soon(address));
}

TEST(TcpListener, RefusesConnectionsAfterClose) {
  Address address;
  {
    const TcpListener listener(loopback());
    address = listener.local_address();
  }
  IoResult result;
  const TcpSocket socket = TcpSocket::connect(address, result);
  if (result.status == IoStatus::would_block) {
    ASSERT_TRUE(await_writable(socket.handle()));
    result = IoResult::failed(socket.connect_error());
  }
  EXPECT_EQ(result.error, std::errc::connection_refused) << result.error.message();
}

// --------------------------------------------------------------------------------------- over IPv6

TEST(TcpSocket, CarriesBytesOverIpv6) {
  const auto address = ipv6_loopback();
  if (!address) GTEST_SKIP() << "no IPv6 on this machine";
  StreamPair pair = make_stream_pair(*address);
  EXPECT_EQ(pair.ours.local_address().ip(), "::1");
  pair.ours.send("six", 3);
  EXPECT_EQ(received_soon(pair.theirs), "done six");
}

// So that a server may listen on both, by two sockets, with the same port. RFC 3493 5.3
TEST(TcpListener, OverIpv6DoesNotOccupyTheSamePortOfIpv4) {
  if (!ipv6_loopback()) GTEST_SKIP() << "no IPv6 on this machine";
  for (int attempt = 1;; ++attempt) {  // another program may have that port of the other family
    const TcpListener six(*Address::parse("::", 0));
    try {
      const TcpListener four(*Address::parse("0.0.0.0", six.local_address().port()));
      return;
    } catch (const std::system_error& error) {
      ASSERT_LT(attempt, 5) << error.what();
    }
  }
}

}  // namespace
}  // namespace chatlab::socket_test
