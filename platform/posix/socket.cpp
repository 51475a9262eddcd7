#include "platform/socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/sockios.h>
#endif

#include <cerrno>
#include <utility>

#include "platform/posix/native.hpp"

namespace chatlab {
namespace {

// A send to a connection that the peer has reset must fail with EPIPE and not raise SIGPIPE. Linux
// and the BSDs say so a call, macOS says so a socket (see prepare_tcp). send(2)
#ifdef MSG_NOSIGNAL
constexpr int send_flags = MSG_NOSIGNAL;
#else
constexpr int send_flags = 0;
#endif

void set_option(int descriptor, int level, int option, int value) {
  setsockopt(descriptor, level, option, &value, sizeof value);
}

// Small messages leave at once: with Nagle's algorithm on they would wait for the peer's delayed
// acknowledgement, 40 ms on Linux. RFC 1122 4.2.3.2 and 4.2.3.4, tcp(7)
void prepare_tcp(int descriptor) {
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
#ifdef SO_NOSIGPIPE
  set_option(descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
}

bool is_would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK;
}

IoResult failed() {
  if (is_would_block(errno)) return IoResult::would_block();
  return IoResult::failed(last_error());
}

// With IP_RECVERR an error also waits in a queue of its own, and keeps the handle ready until it is
// taken from there. ip(7)
IoResult failed_receive(int descriptor) {
  const IoResult result = failed();
#ifdef IP_RECVERR
  char byte;
  while (::recv(descriptor, &byte, 1, MSG_ERRQUEUE) >= 0) continue;
#else
  static_cast<void>(descriptor);
#endif
  return result;
}

int open_socket(const Address& address, int type) {
  const int family = address.family() == Address::Family::ipv4 ? AF_INET : AF_INET6;
  const int opened = ::socket(family, type, 0);
  if (opened >= 0 && prepare_descriptor(opened)) return opened;
  const std::error_code error = last_error();
  if (opened >= 0) ::close(opened);
  throw std::system_error(error, "socket for " + address.to_string());
}

// Binds, or closes the socket and throws.
int open_bound(const Address& address, int type) {
  const int opened = open_socket(address, type);
  // A stopped server's port is free again at once, although its old connections linger in
  // TIME-WAIT; a port that somebody listens on stays refused. socket(7)
  if (type == SOCK_STREAM) set_option(opened, SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.family() == Address::Family::ipv6) set_option(opened, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  const NativeAddress native = to_native(address);
  if (::bind(opened, native.get(), native.size) == 0) return opened;
  const std::error_code error = last_error();
  ::close(opened);
  throw std::system_error(error, "bind " + address.to_string());
}

// accept(2) hands on errors that belong to the one connection, not to the listening socket.
bool concerns_one_connection(int error) {
  switch (error) {
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

}  // namespace

bool prepare_descriptor(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
         fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

Socket::Socket(Socket&& other) noexcept : handle_(std::exchange(other.handle_, no_handle)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this == &other) return *this;
  close();
  handle_ = std::exchange(other.handle_, no_handle);
  return *this;
}

Socket::~Socket() {
  close();
}

void Socket::close() {
  if (is_open()) ::close(descriptor(handle_));
  handle_ = no_handle;
}

Address Socket::local_address() const {
  NativeAddress native;
  if (getsockname(descriptor(handle()), native.get(), &native.size) != 0) return Address();
  return from_native(native);
}

TcpSocket TcpSocket::connect(const Address& to, IoResult& result) {
  TcpSocket opened(open_socket(to, SOCK_STREAM));
  prepare_tcp(descriptor(opened.handle()));
  const NativeAddress native = to_native(to);
  if (::connect(descriptor(opened.handle()), native.get(), native.size) == 0) {
    result = IoResult::done(0);
  } else if (errno == EINPROGRESS || errno == EINTR) {  // both go on in the background
    result = IoResult::would_block();
  } else {
    result = IoResult::failed(last_error());
  }
  return opened;
}

std::error_code TcpSocket::connect_error() const {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(descriptor(handle()), SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
    return last_error();
  }
  return {error, std::generic_category()};
}

IoResult TcpSocket::receive(char* buffer, std::size_t size) {
  for (;;) {
    const auto count = ::recv(descriptor(handle()), buffer, size, 0);
    if (count > 0) return IoResult::done(static_cast<std::size_t>(count));
    if (count == 0) return IoResult::closed();
    if (errno != EINTR) return failed();
  }
}

IoResult TcpSocket::send(const char* bytes, std::size_t size) {
  for (;;) {
    const auto count = ::send(descriptor(handle()), bytes, size, send_flags);
    if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
    if (errno != EINTR) return failed();
  }
}

void TcpSocket::shutdown_send() {
  ::shutdown(descriptor(handle()), SHUT_WR);
}

std::size_t TcpSocket::unacknowledged() const {
#if defined(SIOCOUTQ)
  int bytes = 0;
  if (ioctl(descriptor(handle()), SIOCOUTQ, &bytes) == 0) return static_cast<std::size_t>(bytes);
#elif defined(SO_NWRITE)
  int bytes = 0;
  socklen_t size = sizeof bytes;
  if (getsockopt(descriptor(handle()), SOL_SOCKET, SO_NWRITE, &bytes, &size) == 0) {
    return static_cast<std::size_t>(bytes);
  }
#endif
  return 0;
}

TcpListener::TcpListener(const Address& address) : Socket(open_bound(address, SOCK_STREAM)) {
  if (::listen(descriptor(handle()), SOMAXCONN) == 0) return;
  throw std::system_error(last_error(), "listen " + address.to_string());
}

Accepted TcpListener::accept() {
  for (;;) {
    NativeAddress native;
    const int accepted = ::accept(descriptor(handle()), native.get(), &native.size);
    if (accepted < 0 && concerns_one_connection(errno)) continue;
    if (accepted < 0) return {failed(), TcpSocket(), Address()};
    TcpSocket socket(accepted);
    if (!prepare_descriptor(accepted)) continue;
    prepare_tcp(accepted);
    return {IoResult::done(0), std::move(socket), from_native(native)};
  }
}

UdpSocket::UdpSocket(const Address& address) : Socket(open_bound(address, SOCK_DGRAM)) {}

IoResult UdpSocket::receive_from(char* buffer, std::size_t size, Address& from) {
  for (;;) {
    NativeAddress native;
    const auto count =
        ::recvfrom(descriptor(handle()), buffer, size, 0, native.get(), &native.size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed_receive(descriptor(handle()));
    from = from_native(native);
    return IoResult::done(static_cast<std::size_t>(count));
  }
}

void UdpSocket::report_unreachable() {
#ifdef IP_RECVERR
  const bool is_ipv4 = local_address().family() == Address::Family::ipv4;
  set_option(descriptor(handle()), is_ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
             is_ipv4 ? IP_RECVERR : IPV6_RECVERR, 1);
#endif
}

IoResult UdpSocket::send_to(const char* bytes, std::size_t size, const Address& to) {
  const NativeAddress native = to_native(to);
  for (;;) {
    const auto count =
        ::sendto(descriptor(handle()), bytes, size, send_flags, native.get(), native.size);
    if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
    if (errno != EINTR) return failed();
  }
}

bool is_exhaustion(std::error_code error) {
  return error == std::errc::too_many_files_open ||
         error == std::errc::too_many_files_open_in_system || error == std::errc::no_buffer_space ||
         error == std::errc::not_enough_memory;
}

}  // namespace chatlab
