// TCP sockets on Windows: each function shows its Winsock call.
#include "platform/socket.hpp"

#include "platform/windows/native.hpp"
#include "platform/windows/open_socket.hpp"

namespace chatlab {
namespace {

// Small messages leave at once: with Nagle's algorithm they would wait for the peer's delayed
// acknowledgement, 200 ms on Windows. RFC 1122 4.2.3.2 and 4.2.3.4. Unread urgent data counts as an
// exception for select; inline, it is ordinary data. RFC 6093 section 5
SocketOptions stream_options() {
  return {{"TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY}, {"SO_OOBINLINE", SOL_SOCKET, SO_OOBINLINE}};
}

// Before Windows 10 version 1703, the number of probes is ten and can't be set. MSDN:
// SIO_KEEPALIVE_VALS, IPPROTO_TCP socket options
SocketOptions accepted_options() {
  SocketOptions options = stream_options();
  options.push_back({"SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE});
#ifdef TCP_KEEPCNT
  options.push_back({"TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, 3});
#endif
  return options;
}

// Milliseconds: the time without traffic, and the time between two probes.
void set_keepalive_times(SOCKET socket) {
  tcp_keepalive values = {};
  values.onoff = 1;
  values.keepalivetime = 60 * 1000;
  values.keepaliveinterval = 10 * 1000;
  DWORD unused = 0;
  const int failure = WSAIoctl(socket, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0,
                               &unused, nullptr, nullptr);
  SystemCall call{Call::set_keepalive, to_handle(socket)};
  call.result = failure == 0 ? IoResult::done(0) : failed();
  call.options = "60 s, 10 s";
  tell_observer(call);
}

}  // namespace

IoResult Socket::bind_now(const Address& address) {
  const NativeAddress native = to_native(address);
  const bool is_bound = ::bind(to_socket(handle_), native.get(), native.size) == 0;
  return is_bound ? IoResult::done(0) : failed();
}

void Socket::close_now() {
  closesocket(to_socket(handle_));
}

Address Socket::local_address_now() const {
  NativeAddress native;
  if (getsockname(to_socket(handle()), native.get(), &native.size) != 0) return Address();
  return from_native(native);
}

// Windows retries a refused connect twice, so that a refusal takes two seconds.
TcpSocket TcpSocket::connect_now(const Address& to, IoResult& result) {
  TcpSocket opened(to_handle(open_socket(to, SOCK_STREAM)));
  set_options(to_socket(opened.handle()), stream_options());
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

std::size_t TcpSocket::longest_send() {
  return 64 * 1024;
}

IoResult TcpSocket::send_now(const char* bytes, std::size_t size) {
  const int count = ::send(to_socket(handle()), bytes, to_length(size), 0);
  if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
  return failed();
}

IoResult TcpSocket::shutdown_send_now() {
  return ::shutdown(to_socket(handle()), SD_SEND) == 0 ? IoResult::done(0) : failed();
}

void TcpSocket::reset_on_close_now() {
  const linger no_time{1, 0};
  setsockopt(to_socket(handle()), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&no_time),
             sizeof no_time);
}

bool TcpSocket::prepare_accepted_now() {
  static const SocketOptions options = accepted_options();
  if (prepare_socket(to_socket(handle())).status != IoStatus::done) return false;
  set_options(to_socket(handle()), options);
  set_keepalive_times(to_socket(handle()));
  return true;
}

std::optional<IoResult> TcpSocket::unacknowledged_now() const {
  return std::nullopt;
}

Handle TcpListener::open_now(const Address& address) {
  return to_handle(open_to_bind(address, SOCK_STREAM));
}

IoResult TcpListener::listen_now() {
  if (::listen(to_socket(handle()), SOMAXCONN) == 0) return IoResult::done(0);
  return failed();
}

Accepted TcpListener::accept_now() {
  NativeAddress native;
  const SOCKET accepted = ::accept(to_socket(handle()), native.get(), &native.size);
  if (accepted == INVALID_SOCKET) return {failed(), TcpSocket(), Address()};
  return {IoResult::done(0), TcpSocket(to_handle(accepted)), from_native(native)};
}

// accept also reports that a connection was aborted in the backlog.
bool TcpListener::concerns_one_connection(std::error_code error) {
  return error.value() == WSAECONNRESET || error.value() == WSAECONNABORTED;
}

}  // namespace chatlab
