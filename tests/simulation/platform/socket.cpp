// TCP and UDP sockets on the simulated network.
#include "platform/socket.hpp"
#include "platform/udp_socket.hpp"

#include <utility>

#include "tests/simulation/network.hpp"

namespace chatlab {
namespace {

using simulation::DatagramPort;
using simulation::Listener;
using simulation::network;
using simulation::Stream;
using simulation::world;

void trace(const char* call, Handle handle, const IoResult& result) {
  if (!world().is_traced()) return;
  std::string came_of_it;
  if (result.status == IoStatus::done) came_of_it = std::to_string(result.bytes) + " bytes";
  if (result.status == IoStatus::would_block) came_of_it = "would block";
  if (result.status == IoStatus::closed) came_of_it = "end of stream";
  if (result.status == IoStatus::error) came_of_it = result.error.message();
  world().trace(std::string(call) + ' ' + std::to_string(handle) + ": " + came_of_it);
}

[[noreturn]] void refuse(const char* call, const Address& address, std::errc reason) {
  throw std::system_error(std::make_error_code(reason), call + (' ' + address.to_string()));
}

Handle open(const Address& address, std::shared_ptr<simulation::Descriptor> descriptor) {
  const Handle handle = world().open(std::move(descriptor));
  if (handle == no_handle) refuse("socket for", address, std::errc::too_many_files_open);
  return handle;
}

Handle open_listener(const Address& address) {
  if (network().listener(address.port()) != nullptr) {
    refuse("bind", address, std::errc::address_in_use);
  }
  auto listener = std::make_shared<Listener>(address);
  network().listen(address.port(), listener.get());
  return open(address, std::move(listener));
}

Handle open_port(const Address& address) {
  if (network().port(address.port()) != nullptr) refuse("bind", address, std::errc::address_in_use);
  auto port = std::make_shared<DatagramPort>(address);
  network().bind(address.port(), port.get());
  return open(address, std::move(port));
}

}  // namespace

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
  if (is_open()) world().close(handle_);
  handle_ = no_handle;
}

Address Socket::local_address() const {
  if (const auto port = world().peek<DatagramPort>(handle())) return port->address();
  if (const auto listener = world().peek<Listener>(handle())) return listener->address();
  return Address();
}

// A server never connects: in this world there is nothing to connect to.
TcpSocket TcpSocket::connect(const Address&, IoResult& result) {
  result = IoResult::failed(std::make_error_code(std::errc::connection_refused));
  return TcpSocket();
}

std::error_code TcpSocket::connect_error() const {
  return std::make_error_code(std::errc::connection_refused);
}

IoResult TcpSocket::receive(char* buffer, std::size_t size) {
  const auto stream = world().find<Stream>(handle());
  const IoResult result = stream ? stream->receive(buffer, size) : IoResult::closed();
  trace("receive", handle(), result);
  return result;
}

IoResult TcpSocket::send(const char* bytes, std::size_t size) {
  const auto stream = world().find<Stream>(handle());
  const IoResult result =
      stream ? stream->transmit(bytes, std::min(size, longest_send)) : IoResult::closed();
  trace("send", handle(), result);
  return result;
}

void TcpSocket::shutdown_send() {
  if (world().is_traced()) world().trace("shutdown " + std::to_string(handle()));
  if (const auto stream = world().find<Stream>(handle())) stream->shutdown_send();
}

std::size_t TcpSocket::unacknowledged() const {
  const auto stream = world().find<Stream>(handle());
  return stream ? stream->unacknowledged() : 0;
}

TcpListener::TcpListener(const Address& address) : Socket(open_listener(address)) {}

Accepted TcpListener::accept() {
  Accepted accepted;
  Handle opened = no_handle;
  const auto listener = world().find<Listener>(handle());
  if (!listener) return accepted;
  const auto stream = listener->accept(accepted.result, opened);
  trace("accept", handle(), accepted.result);
  if (!stream) return accepted;
  accepted.socket = TcpSocket(opened);
  accepted.peer = stream->client();
  if (world().is_traced()) {
    world().trace("accepted " + accepted.peer.to_string() + " as " + std::to_string(opened));
  }
  return accepted;
}

UdpSocket::UdpSocket(const Address& address) : Socket(open_port(address)), bound_to_(address) {}

ReceivedDatagram UdpSocket::receive(char* buffer, std::size_t size) {
  ReceivedDatagram received;
  received.result = IoResult::would_block();
  received.to = bound_to_;
  if (const auto port = world().find<DatagramPort>(handle())) {
    received.result = port->receive(buffer, size, received.from);
  }
  trace("receive", handle(), received.result);
  return received;
}

IoResult UdpSocket::send_to(const char* bytes, std::size_t size, const Address& to,
                            const Address&) {
  const auto port = world().find<DatagramPort>(handle());
  const IoResult result = port ? port->send_to({bytes, size}, to) : IoResult::would_block();
  trace("send_to", handle(), result);
  return result;
}

}  // namespace chatlab
