// Stand-ins for the original servers: a socket in the server's place, worked by hand, so that a
// test sees each byte that a client sends and says whatever a server may say.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/socket.hpp"
#include "platform/udp_socket.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab {

/// When something came: after the one time, when it was not there yet, and by the other. So much
/// later than `a` came `b` at most: `b.seen - a.not_yet`, however late both were seen.
struct Arrival {
  std::string bytes;
  TimePoint not_yet;
  TimePoint seen;
};

/// Over TCP, for one client.
class StreamStandIn {
 public:
  explicit StreamStandIn(const std::string& ip);

  Address address() const { return listener_.local_address(); }
  bool has_client() const { return client_.has_value(); }

  /// As soon as it is pumped and the system takes it, once somebody has connected.
  void send(std::string_view bytes) { outgoing_ += bytes; }

  /// Of what send() was given, what the client's system has not taken yet.
  std::size_t unsent() const { return outgoing_.size(); }

  /// Ends the stream to the client; it may still talk. And closes.
  void end_stream() { client_->socket.shutdown_send(); }
  void close() { client_->socket.close(); }

  void pump();

  /// Whether something has come that was not read.
  bool has_unread() const;

  bool reads = true;  // false: what comes stays in the system's buffers

  /// All that the client has sent; in the chunks it came in; and whether it has ended its stream.
  const std::string& heard() const { return heard_; }
  const std::vector<Arrival>& chunks() const { return chunks_; }
  bool heard_end() const { return client_ && client_->ended; }

 private:
  TcpListener listener_;
  std::optional<Peer> client_;
  std::string outgoing_;
  std::string heard_;
  std::vector<Arrival> chunks_;
  TimePoint pumped_ = now();
};

/// Over UDP. Answers go to whom it has heard last.
class DatagramStandIn {
 public:
  explicit DatagramStandIn(const std::string& ip) : socket_(*Address::parse(ip, 0)) {}

  Address address() const { return socket_.local_address(); }

  /// Sends at once.
  void send(std::string_view datagram) { send_to(datagram, last_); }
  void send_to(std::string_view datagram, const Address& to) {
    socket_.send_to(datagram.data(), datagram.size(), to);
  }

  void pump();

  /// Nobody listens any more.
  void close() { socket_.close(); }

  /// All datagrams that came, and from where the last one did.
  const std::vector<Arrival>& heard() const { return heard_; }
  const Address& last() const { return last_; }

 private:
  UdpSocket socket_;
  std::vector<Arrival> heard_;
  Address last_;
  TimePoint pumped_ = now();
};

}  // namespace chatlab
