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
constexpr milliseconds patience{30000};

/// 127.0.0.1 and a free port, which the system chooses.
Address loopback();

/// ::1 and a free port; std::nullopt on a machine without IPv6.
std::optional<Address> ipv6_loopback();

/// Waits until the handle is readable or writable. Returns false after `limit`.
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

/// An address that refuses connections: no socket listens there, and none can, since the local end
/// of a connection occupies its port.
class RefusingAddress {
 public:
  RefusingAddress() : pair_(make_stream_pair()) {}
  Address address() const { return pair_.ours.local_address(); }

 private:
  StreamPair pair_;
};

/// An address for a program to bind over UDP, or for nobody. Other tests don't get it while this
/// object exists, and the system gives its port to no other socket: it is below those that systems
/// choose from (Linux from 32768, FreeBSD from 10000, macOS and Windows from 49152).
class UnusedUdpAddress {
 public:
  explicit UnusedUdpAddress(const std::string& ip = "127.0.0.1");
  const Address& address() const { return address_; }

 private:
  Address address_;
  std::optional<TcpListener> reservation_;  // the same port of TCP, which one process can have
};

/// Makes `peer` reset its connection with `socket` by closing it while input is unread (RFC 1122
/// 4.2.2.13). Returns once the reset has arrived.
void reset_by_peer(TcpSocket& socket, TcpSocket& peer);

/// The other end of a connection under test. The test calls its functions.
class Peer {
 public:
  explicit Peer(TcpSocket opened) : socket(std::move(opened)) {}

  /// Reads what has arrived by now.
  void drain();

  /// Sends as much as the system accepts now. Returns the number of bytes.
  std::size_t send(std::string_view bytes);

  /// True if nothing more will arrive: orderly end or error.
  bool is_over() const { return ended || error; }

  TcpSocket socket;
  std::string received;
  bool ended = false;
  std::error_code error;
};

/// Returns `size` pseudo-random bytes, so that a test detects lost, repeated and swapped bytes.
std::string pattern(std::size_t size);

}  // namespace chatlab
