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
  if (call_observer() != nullptr) {
    const Address local = is_bound ? local_address() : address;
    SystemCall call{Call::bind, handle(), 0, result};
    call.local = &local;
    tell_observer(call);
  }
  if (!is_bound) throw std::system_error(result.error, "bind " + address.to_string());
}

void Socket::close_as(Call call) {
  close_now();
  tell_observer({call, std::exchange(handle_, no_handle)});
}

// ----------------------------------------------------------------------------------------- TCP

TcpSocket TcpSocket::connect(const Address& to, IoResult& result) {
  TcpSocket opened = connect_now(to, result);
  if (call_observer() == nullptr) return opened;
  const Address local = opened.local_address();
  SystemCall call{Call::connect, opened.handle(), 0, result};
  call.local = &local;
  call.peer = &to;
  tell_observer(call);
  return opened;
}

std::error_code TcpSocket::connect_error() const {
  const std::error_code error = connect_error_now();
  if (call_observer() == nullptr) return error;
  const Address local = local_address();
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
  const std::size_t offered = std::min(size, longest_send);
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
  shutdown_send_now();
  tell_observer({Call::shut_down, handle()});
}

TcpListener::TcpListener(const Address& address) : Socket(open_now(address)) {
  bind(address);
  const IoResult result = listen_now();
  tell_observer({Call::listen, handle(), 0, result});
  if (result.status == IoStatus::done) return;
  throw std::system_error(result.error, "listen " + address.to_string());
}

Accepted TcpListener::accept() {
  Accepted accepted = accept_now();
  if (call_observer() != nullptr) tell_accepted(accepted);
  if (accepted.socket.is_open()) accepted.socket.set_accepted_options_now();
  return accepted;
}

void TcpListener::tell_accepted(const Accepted& accepted) const {
  const bool is_new = accepted.socket.is_open();
  const Address local = is_new ? accepted.socket.local_address() : Address();
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

ReceivedDatagram UdpSocket::receive(char* buffer, std::size_t size) {
  ReceivedDatagram received = receive_now(buffer, size);
  if (call_observer() == nullptr) return received;
  SystemCall call{Call::receive_datagram, handle(), size, received.result};
  call.bytes = transferred(buffer, received.result);
  call.local = &received.to;
  call.peer = &received.from;
  tell_observer(call);
  return received;
}

IoResult UdpSocket::send_to(const char* bytes, std::size_t size, const Address& to,
                            const Address& from) {
  const IoResult result = send_to_now(bytes, size, to, from);
  if (call_observer() == nullptr) return result;
  SystemCall call{Call::send_datagram, handle(), size, result, transferred(bytes, result)};
  call.local = bound_to_.is_unspecified() && !from.is_unspecified() ? &from : &bound_to_;
  call.peer = &to;
  tell_observer(call);
  return result;
}

}  // namespace chatlab
