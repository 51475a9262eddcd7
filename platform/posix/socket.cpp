// TCP sockets on POSIX: each function shows its system call.
#include "platform/socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/sockios.h>
#endif

#include <cerrno>

#include "platform/posix/native.hpp"
#include "platform/posix/open_socket.hpp"

namespace chatlab {
namespace {

constexpr int keepalive_idle_seconds = 60;
constexpr int keepalive_interval_seconds = 10;
constexpr int keepalive_probes = 3;

// Small messages leave at once: with Nagle's algorithm they would wait for the peer's delayed
// acknowledgement, 40 ms on Linux. RFC 1122 4.2.3.2 and 4.2.3.4, tcp(7)
SocketOptions stream_options() {
  SocketOptions options = {{"TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY}};
#ifdef SO_NOSIGPIPE
  options.push_back({"SO_NOSIGPIPE", SOL_SOCKET, SO_NOSIGPIPE});
#endif
  return options;
}

// If the system refuses these times, its own apply: two hours by default. tcp(7)
SocketOptions accepted_options() {
  SocketOptions options = stream_options();
  options.push_back({"SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE});
#if defined(TCP_KEEPIDLE)
  options.push_back({"TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, keepalive_idle_seconds});
#elif defined(TCP_KEEPALIVE)  // macOS
  options.push_back({"TCP_KEEPALIVE", IPPROTO_TCP, TCP_KEEPALIVE, keepalive_idle_seconds});
#endif
#ifdef TCP_KEEPINTVL
  options.push_back({"TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, keepalive_interval_seconds});
#endif
#ifdef TCP_KEEPCNT
  options.push_back({"TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, keepalive_probes});
#endif
  return options;
}

}  // namespace

IoResult Socket::bind_now(const Address& address) {
  const NativeAddress native = to_native(address);
  const bool is_bound = ::bind(descriptor(handle_), native.get(), native.size) == 0;
  return is_bound ? IoResult::done(0) : failed();
}

void Socket::close_now() {
  ::close(descriptor(handle_));
}

Address Socket::local_address_now() const {
  NativeAddress native;
  if (getsockname(descriptor(handle()), native.get(), &native.size) != 0) return Address();
  return from_native(native);
}

TcpSocket TcpSocket::connect_now(const Address& to, IoResult& result) {
  TcpSocket opened(open_socket(to, SOCK_STREAM));
  set_options(descriptor(opened.handle()), stream_options());
  const NativeAddress native = to_native(to);
  if (::connect(descriptor(opened.handle()), native.get(), native.size) == 0) {
    result = IoResult::done(0);
  } else if (errno == EINPROGRESS || errno == EINTR) {  // connecting goes on in the background
    result = IoResult::would_block(last_error());
  } else {
    result = IoResult::failed(last_error());
  }
  return opened;
}

std::error_code TcpSocket::connect_error_now() const {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(descriptor(handle()), SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
    return last_error();
  }
  return {error, std::generic_category()};
}

IoResult TcpSocket::receive_now(char* buffer, std::size_t size) {
  for (;;) {
    const auto count = ::recv(descriptor(handle()), buffer, size, 0);
    if (count > 0) return IoResult::done(static_cast<std::size_t>(count));
    if (count == 0) return IoResult::closed();
    if (errno != EINTR) return failed();
  }
}

std::size_t TcpSocket::longest_send() {
  return 256 * 1024;
}

IoResult TcpSocket::send_now(const char* bytes, std::size_t size) {
  for (;;) {
    const auto count = ::send(descriptor(handle()), bytes, size, send_flags);
    if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
    if (errno != EINTR) return failed();
  }
}

IoResult TcpSocket::shutdown_send_now() {
  return ::shutdown(descriptor(handle()), SHUT_WR) == 0 ? IoResult::done(0) : failed();
}

void TcpSocket::reset_on_close_now() {
  const linger no_time{1, 0};
  setsockopt(descriptor(handle()), SOL_SOCKET, SO_LINGER, &no_time, sizeof no_time);
}

bool TcpSocket::prepare_accepted_now() {
  static const SocketOptions options = accepted_options();
  if (prepare_descriptor(descriptor(handle())).status != IoStatus::done) return false;
  set_options(descriptor(handle()), options);
  return true;
}

std::optional<IoResult> TcpSocket::unacknowledged_now() const {
#if defined(SIOCOUTQ)
  int bytes = 0;
  if (ioctl(descriptor(handle()), SIOCOUTQ, &bytes) != 0) return failed();
  return IoResult::done(static_cast<std::size_t>(bytes));
#elif defined(SO_NWRITE)
  int bytes = 0;
  socklen_t size = sizeof bytes;
  if (getsockopt(descriptor(handle()), SOL_SOCKET, SO_NWRITE, &bytes, &size) != 0) return failed();
  return IoResult::done(static_cast<std::size_t>(bytes));
#else
  return std::nullopt;
#endif
}

Handle TcpListener::open_now(const Address& address) {
  return open_to_bind(address, SOCK_STREAM);
}

IoResult TcpListener::listen_now() {
  if (::listen(descriptor(handle()), SOMAXCONN) == 0) return IoResult::done(0);
  return failed();
}

Accepted TcpListener::accept_now() {
  NativeAddress native;
  const int accepted = ::accept(descriptor(handle()), native.get(), &native.size);
  if (accepted < 0) return {failed(), TcpSocket(), Address()};
  return {IoResult::done(0), TcpSocket(accepted), from_native(native)};
}

// accept(2) also reports errors of the new connection. They do not concern the listening socket.
bool TcpListener::concerns_one_connection(std::error_code error) {
  switch (error.value()) {
    case ECONNABORTED:
    case EINTR:
    case EPROTO:
    case EPERM:
    case ENETDOWN:
    case ENETUNREACH:
    case EHOSTUNREACH:
    case EHOSTDOWN:
    case ENOPROTOOPT:
    case EOPNOTSUPP:
    case ETIMEDOUT:
      return true;
    default:
      return false;
  }
}

}  // namespace chatlab
