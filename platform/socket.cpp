// The part of the sockets that is the same on all systems: a socket owns its handle, and reports
// each call to the observer. The system calls are made by the functions whose names end in `_now`,
// in posix/ and windows/.
#include "platform/socket.hpp"

#include <algorithm>
#include <utility>

#include "platform/call_observer.hpp"
#include "platform/udp_socket.hpp"

namespace chatlab {

// ---------------------------------------------------------------------------------- any socket

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
  if (is_open()) close_as(Call::close);
}

void Socket::bind(const Address& address) {
  const IoResult result = bind_now(address);
  const bool is_bound = result.status == IoStatus::done;
  SystemCall call{Call::bind, handle(), 0, result};
  call.local = &address;
  tell_observer(call);
  if (!is_bound) throw std::system_error(result.error, "bind " + address.to_string());
}

Address Socket::local_address() const {
  const Address local = local_address_now();
  SystemCall call{Call::ask_local_address, handle()};
  call.local = &local;
  tell_observer(call);
  return local;
}

void Socket::close_as(Call call) {
  close_now();
  tell_observer({call, std::exchange(handle_, no_handle)});
}

// ----------------------------------------------------------------------------------------- TCP

TcpSocket TcpSocket::connect(const Address& to, IoResult& result) {
  TcpSocket opened = connect_now(to, result);
  if (call_observer() == nullptr) return opened;
  const Address local = opened.local_address_now();
  SystemCall call{Call::connect, opened.handle(), 0, result};
  call.local = &local;
  call.peer = &to;
  tell_observer(call);
  return opened;
}

std::error_code TcpSocket::connect_error() const {
  const std::error_code error = connect_error_now();
  if (call_observer() == nullptr) return error;
  const Address local = local_address_now();
  SystemCall call{Call::finish_connect, handle()};
  call.result = error ? IoResult::failed(error) : IoResult::done(0);
  call.local = &local;
  tell_observer(call);
  return error;
}

IoResult TcpSocket::receive(char* buffer, std::size_t size) {
  const IoResult result = receive_now(buffer, size);
  tell_observer({Call::receive, handle(), size, result, transferred(buffer, result)});
  return result;
}

IoResult TcpSocket::send(const char* bytes, std::size_t size) {
  const std::size_t offered = std::min(size, longest_send());
  const IoResult result = send_now(bytes, offered);
  tell_observer({Call::send, handle(), offered, result, transferred(bytes, result)});
  return result;
}

void TcpSocket::reset() {
  if (!is_open()) return;
  reset_on_close_now();
  close_as(Call::reset);
}

void TcpSocket::shutdown_send() {
  const IoResult result = shutdown_send_now();
  tell_observer({Call::shut_down, handle(), 0, result});
}

std::size_t TcpSocket::unacknowledged() const {
  const std::optional<IoResult> result = unacknowledged_now();
  if (!result) return 0;
  tell_observer({Call::ask_unacknowledged, handle(), 0, *result});
  return result->status == IoStatus::done ? result->bytes : 0;
}

TcpListener::TcpListener(const Address& address) : Socket(open_now(address)) {
  bind(address);
  bound_to_ = local_address();
  const IoResult result = listen_now();
  tell_observer({Call::listen, handle(), 0, result});
  if (result.status == IoStatus::done) return;
  throw std::system_error(result.error, "listen " + address.to_string());
}

Accepted TcpListener::accept() {
  for (;;) {
    Accepted accepted = accept_now();
    if (call_observer() != nullptr) tell_accepted(accepted);
    const bool is_new = accepted.socket.is_open();
    if (is_new && accepted.socket.prepare_accepted_now()) return accepted;
    if (!is_new && !concerns_one_connection(accepted.result.error)) return accepted;
  }
}

void TcpListener::tell_accepted(const Accepted& accepted) const {
  const bool is_new = accepted.socket.is_open();
  const Address local = is_new ? accepted.socket.local_address_now() : Address();
  SystemCall call{Call::accept, handle(), 0, accepted.result};
  call.created = accepted.socket.handle();
  if (is_new) call.local = &local;
  if (is_new) call.peer = &accepted.peer;
  tell_observer(call);
}

// ----------------------------------------------------------------------------------------- UDP

UdpSocket::UdpSocket(const Address& address) : Socket(open_now(address)) {
  bind(address);
  bound_to_ = local_address();
  request_details_now();
}

// A call on the socket may report an error of an earlier datagram, which the queue of errors tells
// more of; so it is asked whenever there is no datagram.
ReceivedDatagram UdpSocket::receive(char* buffer, std::size_t size) {
  const ReceivedDatagram received = receive_now(buffer, size);
  tell_received(Call::receive_datagram, size, received, transferred(buffer, received.result));
  if (received.result.status == IoStatus::done) return received;
  const std::optional<ReceivedDatagram> queued = receive_error_now();
  if (!queued) return received;
  tell_received(Call::receive_error, 0, *queued, {});
  return queued->result.status == IoStatus::error ? *queued : received;
}

void UdpSocket::tell_received(Call call, std::size_t size, const ReceivedDatagram& received,
                              std::string_view bytes) const {
  SystemCall told{call, handle(), size, received.result, bytes};
  told.local = &received.to;
  told.peer = &received.from;
  tell_observer(told);
}

// If the first try fails, the error may belong to an earlier datagram: the call has cleared it, and
// it is still queued for receive(). A second failure belongs to this datagram, as does its length.
IoResult UdpSocket::send_to(const char* bytes, std::size_t size, const Address& to,
                            const Address& from) {
  const IoResult result = send_once(bytes, size, to, from);
  const bool is_too_long = result.error == std::errc::message_size;
  if (result.status != IoStatus::error || is_too_long) return result;
  return send_once(bytes, size, to, from);
}

IoResult UdpSocket::send_once(const char* bytes, std::size_t size, const Address& to,
                              const Address& from) {
  const IoResult result = send_to_now(bytes, size, to, from);
  SystemCall call{Call::send_datagram, handle(), size, result, transferred(bytes, result)};
  call.local = bound_to_.is_unspecified() && !from.is_unspecified() ? &from : &bound_to_;
  call.peer = &to;
  tell_observer(call);
  return result;
}

}  // namespace chatlab
