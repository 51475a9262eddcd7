// Stand-ins for servers, to test clients: a socket that the test controls, so that it sees each
// byte that a client sends and can send anything that a server may send.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "platform/clock.hpp"
#include "platform/socket.hpp"
#include "platform/udp_socket.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab {

/// Bytes that arrived after `not_yet` and before `seen`. The time between the arrivals of `a` and
/// `b` is at most `b.seen - a.not_yet`, however late the test has looked.
struct Arrival {
  std::string bytes;
  TimePoint not_yet;
  TimePoint seen;
};

/// A stand-in over TCP, for one client.
class StreamStandIn {
 public:
  explicit StreamStandIn(const std::string& ip);

  Address address() const { return listener_.local_address(); }
  bool has_client() const { return client_.has_value(); }

  /// Queues `bytes`, which pump() sends once a client has connected.
  void send(std::string_view bytes) { outgoing_ += bytes; }

  /// Bytes passed to send() that the system has not accepted yet.
  std::size_t unsent() const { return outgoing_.size(); }

  /// Ends the stream to the client, which may still send; or closes the connection.
  void end_stream() { client_->socket.shutdown_send(); }
  void close() { client_->socket.close(); }

  void pump();

  /// True if bytes have arrived that were not read.
  bool has_unread() const;

  bool reads = true;  // false: input stays in the system's buffers

  /// What the client has sent, as one text and in chunks; and whether it has ended its stream.
  const std::string& heard() const { return heard_; }
  const std::vector<Arrival>& chunks() const { return chunks_; }
  bool heard_end() const { return client_ && client_->ended; }

  /// True if the client has reset the connection.
  bool heard_reset() const { return client_ && client_->error == std::errc::connection_reset; }

 private:
  TcpListener listener_;
  std::optional<Peer> client_;
  std::string outgoing_;
  std::string heard_;
  std::vector<Arrival> chunks_;
  TimePoint pumped_ = now();
};

/// A stand-in over UDP. Answers go to the sender of the last datagram.
class DatagramStandIn {
 public:
  explicit DatagramStandIn(const std::string& ip) : socket_(UnusedUdpAddress(ip).address()) {}

  Address address() const { return socket_.local_address(); }

  /// Sends at once.
  void send(std::string_view datagram) { send_to(datagram, last_); }
  void send_to(std::string_view datagram, const Address& to) {
    socket_.send_to(datagram.data(), datagram.size(), to);
  }

  void pump();

  /// Closes the port.
  void close() { socket_.close(); }

  /// All datagrams received, and the sender of the last one.
  const std::vector<Arrival>& heard() const { return heard_; }
  const Address& last() const { return last_; }

 private:
  UdpSocket socket_;
  std::vector<Arrival> heard_;
  Address last_;
  TimePoint pumped_ = now();
};

}  // namespace chatlab
