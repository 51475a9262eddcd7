// The sockets of TCP: one end of a connection, and one that listens. UDP's is in udp_socket.hpp.
//
// Each owns one handle, closes it when it goes, and can be moved but not copied. All are
// non-blocking from the start: no call below ever waits. Opening throws std::system_error with the
// call and the address in its text (`bind 127.0.0.1:3000: Address already in use`); everything that
// happens while a program runs is told by an IoResult. No call raises SIGPIPE.
#pragma once

#include <cstddef>
#include <string>

#include "platform/address.hpp"
#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

/// What all sockets have in common: the handle and its lifetime.
class Socket {
 public:
  Socket() = default;
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();

  Handle handle() const { return handle_; }
  bool is_open() const { return handle_ != no_handle; }

  /// Closes the handle; nothing where it is closed already. close(2)
  void close();

  /// Where the socket is bound. getsockname(2)
  Address local_address() const;

 protected:
  explicit Socket(Handle handle) : handle_(handle) {}

 private:
  Handle handle_ = no_handle;
};

/// One end of a TCP connection.
class TcpSocket : public Socket {
 public:
  TcpSocket() = default;
  /// Takes over an accepted or connecting handle, already non-blocking.
  explicit TcpSocket(Handle handle) : Socket(handle) {}

  /// Starts connecting to `to`. `result` is `done` where that succeeded at once, `would_block`
  /// where it is under way (wait until the handle is writable, then ask connect_error()), else
  /// `error`. connect(2), EINPROGRESS
  static TcpSocket connect(const Address& to, IoResult& result);

  /// What came of connect() once the handle is writable: no error means connected. SO_ERROR
  std::error_code connect_error() const;

  /// Up to `size` bytes into `buffer`. `closed` where the peer ended its stream. recv(2)
  IoResult receive(char* buffer, std::size_t size);

  /// How many bytes send() hands to the system at most, on all systems alike: while less than
  /// SO_SNDBUF is pending Winsock accepts a buffer of any size whole, even of hundreds of
  /// megabytes.
  static constexpr std::size_t longest_send = 64 * 1024;

  /// Sends as many of the first longest_send of the `size` bytes as the system accepts now. send(2)
  IoResult send(const char* bytes, std::size_t size);

  /// Half-close: the peer reads an end of stream after what was sent. shutdown(2), SHUT_WR
  void shutdown_send();

  /// Bytes that were sent and that the peer's system has not acknowledged yet; 0 where this system
  /// can't tell. SIOCOUTQ in tcp(7)
  std::size_t unacknowledged() const;
};

/// What came of one accept().
struct Accepted {
  IoResult result;
  TcpSocket socket;
  Address peer;
};

/// A TCP socket that waits for connections.
class TcpListener : public Socket {
 public:
  /// Binds and listens with the longest backlog the system grants. Port 0 takes a free one.
  /// An IPv6 address takes IPv6 connections only. Throws std::system_error. bind(2), listen(2)
  explicit TcpListener(const Address& address);

  /// The next waiting connection. A connection that broke off while it waited is passed over.
  /// A peer that vanishes without a word, unplugged or out of reach, is noticed: after 60 s without
  /// traffic the system asks up to three times, 10 s apart, then receive() fails with
  /// std::errc::timed_out (Windows: network_reset). RFC 1122 4.2.3.6, SO_KEEPALIVE in tcp(7)
  /// `error` if descriptors or memory are used up: the connection stays in the backlog, and trying
  /// again at once would fail again. accept(2)
  Accepted accept();
};

}  // namespace chatlab
