// Real sockets over the loopback interface: the basis of most tests of platform/ and reactor/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "platform/clock.hpp"
#include "platform/socket.hpp"

namespace chatlab {

/// How long a test waits for an expected event. Generous: only a failing test waits this long.
constexpr milliseconds patience{10000};

/// 127.0.0.1 and a free port, which the system chooses.
Address loopback();

/// ::1 and a free port; std::nullopt on a machine without IPv6.
std::optional<Address> ipv6_loopback();

/// Waits until the handle can be read, or written; returns false if `limit` passes first.
bool await_readable(Handle handle, milliseconds limit = patience);
bool await_writable(Handle handle, milliseconds limit = patience);

/// Sleeps; for a loop that watches another process.
void rest_for(milliseconds duration);

/// The two ends of one TCP connection.
struct StreamPair {
  TcpSocket ours;
  TcpSocket theirs;
};

/// Throws std::runtime_error if the two ends can't connect.
StreamPair make_stream_pair(const Address& listen_on = loopback());

/// An address that refuses connections: no socket listens there, and none can, since the near end
/// of a connection occupies its port.
class RefusingAddress {
 public:
  RefusingAddress() : pair_(make_stream_pair()) {}
  Address address() const { return pair_.ours.local_address(); }

 private:
  StreamPair pair_;
};

/// Makes the peer of `socket` send a reset: it closes while input of its own is unread (RFC 1122
/// 4.2.2.13). Returns once the reset has arrived.
void reset_by_peer(TcpSocket& socket, TcpSocket& peer);

/// The far end of a connection under test, worked by hand.
class Peer {
 public:
  explicit Peer(TcpSocket opened) : socket(std::move(opened)) {}

  /// Reads what has arrived by now.
  void drain();

  /// Sends what the system takes now; returns how much.
  std::size_t send(std::string_view bytes);

  /// True if nothing more will arrive: orderly end or error.
  bool is_over() const { return ended || error; }

  TcpSocket socket;
  std::string received;
  bool ended = false;
  std::error_code error;
};

/// `size` pseudo-random bytes, so that lost, doubled and swapped ones are detected.
std::string pattern(std::size_t size);

}  // namespace chatlab
