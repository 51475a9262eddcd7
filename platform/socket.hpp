// TCP sockets: one end of a connection, and a listening socket. For UDP see udp_socket.hpp.
//
// Each owns one handle, closes it on destruction, and can be moved but not copied. All are
// non-blocking: no call below ever waits. Opening throws std::system_error with the call and the
// address in its text (`bind 127.0.0.1:3000: Address already in use`); later calls report errors in
// an IoResult. No call raises SIGPIPE.
//
// The public functions are defined in platform/socket.cpp, once for all systems: they tell an
// observer of each call (call_observer.hpp). The private functions whose names end in `_now` are
// the system's part: each shows its system call.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <system_error>

#include "platform/address.hpp"
#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

enum class Call;

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

  /// Closes the handle. No effect if it is closed. close(2)
  void close();

  /// Asks the system for the address that the socket is bound to. getsockname(2)
  Address local_address() const;

 protected:
  explicit Socket(Handle handle) : handle_(handle) {}

  /// Binds. Throws std::system_error.
  void bind(const Address& address);

  /// Closes the open handle, and tells an observer that the call was `call`.
  void close_as(Call call);

  /// As local_address(), not observed: for what observers are told.
  Address local_address_now() const;

 private:
  IoResult bind_now(const Address& address);
  void close_now();

  Handle handle_ = no_handle;
};

/// One end of a TCP connection.
class TcpSocket : public Socket {
 public:
  TcpSocket() = default;
  /// Takes over an accepted or connecting handle, already non-blocking.
  explicit TcpSocket(Handle handle) : Socket(handle) {}

  /// Starts connecting to `to`. `result` is `done` if connected at once, `would_block` if the
  /// connect is in progress (wait until the handle is writable, then call connect_error()), else
  /// `error`. connect(2), EINPROGRESS
  static TcpSocket connect(const Address& to, IoResult& result);

  /// The result of connect() once the handle is writable: no error if connected. SO_ERROR
  std::error_code connect_error() const;

  /// Receives up to `size` bytes into `buffer`. `closed` if the peer has ended its stream. recv(2)
  IoResult receive(char* buffer, std::size_t size);

  /// The most bytes that one send() hands to the system: less on Windows, where the system accepts
  /// a buffer of any size, even hundreds of megabytes, while less than SO_SNDBUF is pending.
  static std::size_t longest_send();

  /// Sends as many of the first longest_send() of the `size` bytes as the system accepts now.
  /// send(2)
  IoResult send(const char* bytes, std::size_t size);

  /// Half-close: the peer reads end of stream after the bytes sent so far. shutdown(2), SHUT_WR
  void shutdown_send();

  /// Closes the handle and resets the connection: the peer's receive fails with
  /// std::errc::connection_reset, and bytes that it has not read may be lost. No effect if the
  /// handle is closed. SO_LINGER with a time of 0 in socket(7), RFC 9293 3.10.5
  void reset();

  /// Bytes sent but not yet acknowledged by the peer's system; 0 if this system does not report it.
  /// SIOCOUTQ in tcp(7)
  std::size_t unacknowledged() const;

 private:
  friend class TcpListener;
  static TcpSocket connect_now(const Address& to, IoResult& result);
  std::error_code connect_error_now() const;
  IoResult receive_now(char* buffer, std::size_t size);
  IoResult send_now(const char* bytes, std::size_t size);
  bool prepare_accepted_now();  // false: the system refuses to make it non-blocking
  IoResult shutdown_send_now();
  void reset_on_close_now();
  std::optional<IoResult> unacknowledged_now() const;  // nullopt: this system has no such call
};

/// The result of one accept().
struct Accepted {
  IoResult result;
  TcpSocket socket;
  Address peer;
};

/// A TCP socket that waits for connections.
class TcpListener : public Socket {
 public:
  /// Binds and listens with the longest backlog that the system allows. Port 0 selects a free port.
  /// An IPv6 socket accepts IPv6 connections only. Throws std::system_error. bind(2), listen(2)
  explicit TcpListener(const Address& address);

  /// Accepts the next connection in the backlog; connections aborted there are skipped. `error` if
  /// descriptors or memory are exhausted: the connection stays in the backlog, and an immediate
  /// retry would fail again. accept(2)
  /// TCP keepalive detects a peer that vanished: after 60 s without traffic the system sends up to
  /// three probes, 10 s apart, then receive() fails with std::errc::timed_out (Windows:
  /// network_reset). RFC 1122 4.2.3.6, SO_KEEPALIVE in tcp(7)
  Accepted accept();

  /// The address that the socket was bound to.
  const Address& bound_to() const { return bound_to_; }

 private:
  static Handle open_now(const Address& address);
  IoResult listen_now();
  Accepted accept_now();
  static bool concerns_one_connection(std::error_code error);
  void tell_accepted(const Accepted& accepted) const;

  Address bound_to_;
};

}  // namespace chatlab
