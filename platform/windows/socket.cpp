// TCP sockets on Windows: each function shows its Winsock call.
#include "platform/socket.hpp"

#include <utility>

#include "platform/windows/native.hpp"
#include "platform/windows/open_socket.hpp"

namespace chatlab {
namespace {

void prepare_tcp(SOCKET socket) {
  // Small messages leave at once: with Nagle's algorithm they would wait for the peer's delayed
  // acknowledgement, 200 ms on Windows. RFC 1122 4.2.3.2 and 4.2.3.4
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  // Unread urgent data counts as an exception for select. Inline, it is ordinary data. RFC 6093
  // section 5
  set_option(socket, SOL_SOCKET, SO_OOBINLINE, 1);
}

// Before Windows 10 version 1703, the number of probes is ten and can't be set. MSDN:
// SIO_KEEPALIVE_VALS, IPPROTO_TCP socket options
void keep_alive(SOCKET socket) {
  tcp_keepalive values = {};
  values.onoff = 1;
  values.keepalivetime = 60 * 1000;      // milliseconds without traffic
  values.keepaliveinterval = 10 * 1000;  // milliseconds between two probes
  DWORD unused = 0;
  WSAIoctl(socket, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0, &unused, nullptr,
           nullptr);
#ifdef TCP_KEEPCNT
  set_option(socket, IPPROTO_TCP, TCP_KEEPCNT, 3);
#endif
}

// accept also reports that a connection was aborted in the backlog.
bool concerns_one_connection(int error) {
  return error == WSAECONNRESET || error == WSAECONNABORTED;
}

}  // namespace

void Socket::close_now() {
  closesocket(to_socket(handle_));
}

Address Socket::local_address() const {
  NativeAddress native;
  if (getsockname(to_socket(handle()), native.get(), &native.size) != 0) return Address();
  return from_native(native);
}

// Windows retries a refused connect twice, so that a refusal takes two seconds.
TcpSocket TcpSocket::connect_now(const Address& to, IoResult& result) {
  TcpSocket opened(to_handle(open_socket(to, SOCK_STREAM)));
  prepare_tcp(to_socket(opened.handle()));
  const NativeAddress native = to_native(to);
  const bool connected = ::connect(to_socket(opened.handle()), native.get(), native.size) == 0;
  result = connected ? IoResult::done(0) : failed();  // WSAEWOULDBLOCK: in progress
  return opened;
}

std::error_code TcpSocket::connect_error_now() const {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(to_socket(handle()), SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error),
                 &size) != 0) {
    return last_error();
  }
  return to_error(error);
}

IoResult TcpSocket::receive_now(char* buffer, std::size_t size) {
  const int count = ::recv(to_socket(handle()), buffer, to_length(size), 0);
  if (count > 0) return IoResult::done(static_cast<std::size_t>(count));
  if (count == 0) return IoResult::closed();
  return failed();
}

IoResult TcpSocket::send_now(const char* bytes, std::size_t size) {
  const int count = ::send(to_socket(handle()), bytes, to_length(size), 0);
  if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
  return failed();
}

void TcpSocket::shutdown_send_now() {
  ::shutdown(to_socket(handle()), SD_SEND);
}

void TcpSocket::reset_on_close_now() {
  const linger no_time{1, 0};
  setsockopt(to_socket(handle()), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&no_time),
             sizeof no_time);
}

std::size_t TcpSocket::unacknowledged() const {
  return 0;
}

Handle TcpListener::bind_now(const Address& address) {
  return to_handle(open_bound(address, SOCK_STREAM));
}

IoResult TcpListener::listen_now() {
  if (::listen(to_socket(handle()), SOMAXCONN) == 0) return IoResult::done(0);
  return failed();
}

Accepted TcpListener::accept_now() {
  for (;;) {
    NativeAddress native;
    const SOCKET accepted = ::accept(to_socket(handle()), native.get(), &native.size);
    if (accepted == INVALID_SOCKET && concerns_one_connection(WSAGetLastError())) continue;
    if (accepted == INVALID_SOCKET) return {failed(), TcpSocket(), Address()};
    TcpSocket socket(to_handle(accepted));
    if (!prepare_socket(accepted)) continue;
    prepare_tcp(accepted);
    keep_alive(accepted);
    return {IoResult::done(0), std::move(socket), from_native(native)};
  }
}

}  // namespace chatlab
