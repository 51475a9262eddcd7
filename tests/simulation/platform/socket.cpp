// TCP and UDP sockets on the simulated network: each function calls the world instead of the
// system.
#include "platform/socket.hpp"
#include "platform/udp_socket.hpp"

#include <utility>

#include "platform/call_observer.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/outgoing_stream.hpp"

namespace chatlab {
namespace {

using simulation::DatagramPort;
using simulation::Listener;
using simulation::network;
using simulation::OutgoingStream;
using simulation::StreamEnd;
using simulation::world;

[[noreturn]] void refuse(const char* call, const Address& address, std::errc reason) {
  throw std::system_error(std::make_error_code(reason), call + (' ' + address.to_string()));
}

void tell_opened(Handle handle) {
  SystemCall call{Call::open, handle};
  call.created = handle;
  tell_observer(call);
}

Handle open(const Address& address, std::shared_ptr<simulation::Descriptor> descriptor) {
  const Handle handle = world().open(std::move(descriptor));
  if (handle == no_handle) refuse("socket for", address, std::errc::too_many_files_open);
  tell_opened(handle);
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

// A port that the system may choose is that of a proxy's flow: it stands for the client whose
// datagram the proxy has just received.
Handle open_flow() {
  const Address client = network().last_client();
  auto flow = std::make_shared<DatagramPort>(client, DatagramPort::Role::flow);
  DatagramPort* const opened = flow.get();
  const Handle handle = open(client, std::move(flow));
  network().bind_flow(client, opened);
  network().note_opened();
  return handle;
}

Handle open_port(const Address& address) {
  if (address.port() == 0) return open_flow();
  if (network().port(address.port()) != nullptr) refuse("bind", address, std::errc::address_in_use);
  const bool is_gate = address.port() >= simulation::first_port_of_a_proxy;
  auto port = std::make_shared<DatagramPort>(
      address, is_gate ? DatagramPort::Role::gate : DatagramPort::Role::server);
  network().bind(address.port(), port.get());
  return open(address, std::move(port));
}

}  // namespace

// An address is taken when its socket is opened.
IoResult Socket::bind_now(const Address&) {
  return IoResult::done(0);
}

void Socket::close_now() {
  world().close(handle_);
}

Address Socket::local_address_now() const {
  if (const auto port = world().peek<DatagramPort>(handle())) return port->address();
  if (const auto listener = world().peek<Listener>(handle())) return listener->address();
  if (const auto stream = world().peek<OutgoingStream>(handle())) return stream->address();
  return Address();
}

TcpSocket TcpSocket::connect_now(const Address& to, IoResult& result) {
  const auto stream = std::make_shared<OutgoingStream>();
  TcpSocket opened(open(to, stream));
  stream->connect(to.port());
  result = IoResult::would_block(std::make_error_code(std::errc::operation_in_progress));
  return opened;
}

std::error_code TcpSocket::connect_error_now() const {
  const auto stream = world().find<OutgoingStream>(handle());
  return stream ? stream->connect_error() : std::error_code();
}

IoResult TcpSocket::receive_now(char* buffer, std::size_t size) {
  world().perhaps_sleep();
  const auto stream = world().find<StreamEnd>(handle());
  return stream ? stream->receive(buffer, size) : IoResult::closed();
}

std::size_t TcpSocket::longest_send() {
  return 256 * 1024;
}

IoResult TcpSocket::send_now(const char* bytes, std::size_t size) {
  const auto stream = world().find<StreamEnd>(handle());
  return stream ? stream->transmit(bytes, size) : IoResult::closed();
}

IoResult TcpSocket::shutdown_send_now() {
  if (const auto stream = world().find<StreamEnd>(handle())) stream->shutdown_send();
  return IoResult::done(0);
}

void TcpSocket::reset_on_close_now() {
  if (const auto stream = world().find<StreamEnd>(handle())) stream->reset_on_close();
}

// There are no options here.
bool TcpSocket::prepare_accepted_now() {
  return true;
}

std::optional<IoResult> TcpSocket::unacknowledged_now() const {
  const auto stream = world().find<StreamEnd>(handle());
  return IoResult::done(stream ? stream->unacknowledged() : 0);
}

Handle TcpListener::open_now(const Address& address) {
  return open_listener(address);
}

IoResult TcpListener::listen_now() {
  return IoResult::done(0);
}

Accepted TcpListener::accept_now() {
  Accepted accepted;
  Handle opened = no_handle;
  const auto listener = world().find<Listener>(handle());
  if (!listener) return accepted;
  const auto stream = listener->accept(accepted.result, opened);
  if (!stream) return accepted;
  accepted.socket = TcpSocket(opened);
  accepted.peer = stream->client();
  return accepted;
}

bool TcpListener::concerns_one_connection(std::error_code) {
  return false;
}

Handle UdpSocket::open_now(const Address& address) {
  return open_port(address);
}

void UdpSocket::request_details_now() {}

ReceivedDatagram UdpSocket::receive_now(char* buffer, std::size_t size) {
  world().perhaps_sleep();
  ReceivedDatagram received;
  received.result = IoResult::would_block();
  received.to = bound_to_;
  if (const auto port = world().find<DatagramPort>(handle())) {
    received.result = port->receive(buffer, size, received.from);
  }
  return received;
}

// Errors of datagrams sent earlier are not simulated.
std::optional<ReceivedDatagram> UdpSocket::receive_error_now() {
  return std::nullopt;
}

IoResult UdpSocket::send_to_now(const char* bytes, std::size_t size, const Address& to,
                                const Address&) {
  const auto port = world().find<DatagramPort>(handle());
  return port ? port->send_to({bytes, size}, to) : IoResult::would_block();
}

}  // namespace chatlab
