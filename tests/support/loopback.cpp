// Connects sockets over the loopback interface, and waits for single handles.
#include "tests/support/loopback.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "platform/udp_socket.hpp"

namespace chatlab {
namespace {

bool await(Handle handle, Interest interest, milliseconds limit) {
  const std::unique_ptr<Demultiplexer> demultiplexer = make_poll_demultiplexer();
  demultiplexer->add(handle);
  demultiplexer->change(0, interest);
  std::vector<Ready> ready;
  const TimePoint deadline = system_time() + limit;
  while (ready.empty() && system_time() < deadline) {
    demultiplexer->wait(std::chrono::ceil<milliseconds>(deadline - system_time()), ready);
  }
  return !ready.empty();
}

void require(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(what);
}

}  // namespace

Address loopback() {
  return *Address::parse("127.0.0.1", 0);
}

std::optional<Address> ipv6_loopback() {
  const Address address = *Address::parse("::1", 0);
  try {
    const TcpListener probe(address);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
  return address;
}

bool await_readable(Handle handle, milliseconds limit) {
  return await(handle, {true, false}, limit);
}

bool await_writable(Handle handle, milliseconds limit) {
  return await(handle, {false, true}, limit);
}

void rest_for(milliseconds duration) {
  std::vector<Ready> none;
  make_poll_demultiplexer()->wait(duration, none);
}

StreamPair make_stream_pair(const Address& listen_on) {
  TcpListener listener(listen_on);
  IoResult result;
  StreamPair pair;
  pair.ours = TcpSocket::connect(listener.local_address(), result);
  require(result.status != IoStatus::error, "make_stream_pair: connect failed");
  require(await_readable(listener.handle()), "make_stream_pair: no connection arrived");
  Accepted accepted = listener.accept();
  require(accepted.result.status == IoStatus::done, "make_stream_pair: accept failed");
  require(await_writable(pair.ours.handle()), "make_stream_pair: connect did not end");
  pair.theirs = std::move(accepted.socket);
  return pair;
}

// Tests that run at the same time most likely begin at different ports.
UnusedUdpAddress::UnusedUdpAddress(const std::string& ip) {
  constexpr unsigned first_port = 7000;
  constexpr unsigned ports = 3000;
  static unsigned next = std::random_device()();
  for (unsigned tries = 0; tries < ports; ++tries) {
    address_ = *Address::parse(ip, static_cast<std::uint16_t>(first_port + next++ % ports));
    try {
      reservation_.emplace(address_);
      const UdpSocket probe(address_);
      return;
    } catch (const std::system_error& error) {
      const bool is_taken =
          error.code() == std::errc::address_in_use || error.code() == std::errc::permission_denied;
      if (!is_taken) throw;
    }
  }
  throw std::runtime_error("UnusedUdpAddress: all ports are in use");
}

void reset_by_peer(TcpSocket& socket, TcpSocket& peer) {
  socket.send("unread", 6);
  require(await_readable(peer.handle()), "reset_by_peer: nothing arrived");
  peer.close();
  require(await_readable(socket.handle()), "reset_by_peer: no reset arrived");
}

void Peer::drain() {
  std::array<char, 64 * 1024> buffer;
  while (!is_over()) {
    const IoResult result = socket.receive(buffer.data(), buffer.size());
    if (result.status == IoStatus::would_block) return;
    received.append(buffer.data(), result.bytes);
    ended = result.status == IoStatus::closed;
    error = result.error;
  }
}

std::size_t Peer::send(std::string_view bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const IoResult result = socket.send(bytes.data() + sent, bytes.size() - sent);
    if (result.status != IoStatus::done) break;
    sent += result.bytes;
  }
  return sent;
}

// A linear congruential generator (Numerical Recipes): quick, and the same in every run.
std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525u + 1013904223u;
    byte = static_cast<char>(state >> 24u);
  }
  return bytes;
}

}  // namespace chatlab
