// The functions of platform/socket.hpp and udp_socket.hpp that belong to a system, for sockets that
// are not connected. A port is a stream, too: while something waits there, it is readable.
#include "tests/labs/machinery/played_ports.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <utility>

#include "platform/udp_socket.hpp"

namespace chatlab {
namespace labs {
namespace {

struct Arrived {
  Address from;
  std::error_code error;  // if set, a datagram to `from` was not delivered
};

struct Ports {
  Handle listener = no_handle;
  std::deque<Address> connecting;
  std::vector<std::pair<Address, PlayedStream*>> accepted;
  Handle udp = no_handle;
  std::deque<Arrived> arrived;  // whose bytes are in the port's stream
  std::vector<SentDatagram> sent;
};

Ports& ports() {
  static Ports instance;
  return instance;
}

}  // namespace

void connect_client(const Address& from) {
  ports().connecting.push_back(from);
  stream(ports().listener).arriving.emplace_back();
}

PlayedStream& stream_from(const Address& from) {
  for (auto each = ports().accepted.rbegin(); each != ports().accepted.rend(); ++each)
    if (each->first == from) return *each->second;
  throw std::runtime_error("no connection of " + from.to_string() + " was accepted");
}

void arrive(std::string_view datagram, const Address& from) {
  ports().arrived.push_back({from, {}});
  stream(ports().udp).arriving.emplace_back(datagram);
}

void report_unreachable(const Address& to) {
  ports().arrived.push_back({to, std::make_error_code(std::errc::connection_refused)});
  stream(ports().udp).arriving.emplace_back();
}

std::vector<SentDatagram> collect_sent() {
  return std::exchange(ports().sent, {});
}

}  // namespace labs

using labs::ports;

// ---------------------------------------------------------------------------- listening sockets

Handle TcpListener::open_now(const Address&) {
  return ports().listener = labs::open_played_handle();
}

IoResult TcpListener::listen_now() {
  return IoResult::done(0);
}

Accepted TcpListener::accept_now() {
  if (ports().connecting.empty()) return {IoResult::would_block(), {}, {}};
  labs::stream(handle()).arriving.pop_front();
  const Address from = ports().connecting.front();
  ports().connecting.pop_front();
  Accepted accepted{IoResult::done(0), labs::open_played_stream(), from};
  ports().accepted.emplace_back(from, &labs::stream(accepted.socket.handle()));
  return accepted;
}

bool TcpSocket::prepare_accepted_now() {
  return true;
}

bool TcpListener::concerns_one_connection(std::error_code) {
  return false;
}

// -------------------------------------------------------------------------------------- UDP ports

Handle UdpSocket::open_now(const Address&) {
  return ports().udp = labs::open_played_handle();
}

void UdpSocket::request_details_now() {}

ReceivedDatagram UdpSocket::receive_now(char* buffer, std::size_t size) {
  labs::PlayedStream& port = labs::stream(handle());
  if (port.arriving.empty()) return {IoResult::would_block(), {}, {}};
  const labs::Arrived arrived = ports().arrived.front();
  ports().arrived.pop_front();
  const std::string bytes = port.arriving.front();
  port.arriving.pop_front();
  if (arrived.error) return {IoResult::failed(arrived.error), arrived.from, {}};
  const std::size_t count = std::min(size, bytes.size());
  std::memcpy(buffer, bytes.data(), count);
  return {IoResult::done(count), arrived.from, {}};
}

std::optional<ReceivedDatagram> UdpSocket::receive_error_now() {
  return std::nullopt;
}

IoResult UdpSocket::send_to_now(const char* bytes, std::size_t size, const Address& to,
                                const Address&) {
  ports().sent.push_back({to, std::string(bytes, size)});
  return IoResult::done(size);
}

// ------------------------------------------------------------------------------------ any socket

Address Socket::local_address_now() const {
  return Address();
}

IoResult Socket::bind_now(const Address&) {
  return IoResult::done(0);
}

TcpSocket TcpSocket::connect_now(const Address&, IoResult&) {
  throw std::logic_error("connect is not played");
}

std::error_code TcpSocket::connect_error_now() const {
  return {};
}

}  // namespace chatlab
