// Clients worked by hand: a real socket, what is to be sent over it, and what was heard.
//
// They know no protocol. Nothing moves by itself: ServerUnderTest pumps them while it turns the
// server, all in the test's own thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "platform/socket.hpp"
#include "platform/udp_socket.hpp"

namespace chatlab {

/// `bytes` as a C string would be written: `\r\33[0m\n`.
std::string escaped(std::string_view bytes);

class TestClient {
 public:
  TestClient() = default;
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;
  virtual ~TestClient() = default;

  /// To be sent as soon as it is pumped: a piece of a stream, or one datagram.
  virtual void send(std::string_view bytes) = 0;

  /// Sends what the system takes, and reads what has arrived.
  virtual void pump() = 0;

  /// Of what was heard and not forgotten yet: the first `size` bytes of a stream, or the first
  /// datagram. Shorter where there is less.
  virtual std::string heard_first(std::size_t size) const = 0;
  virtual void forget_first(std::size_t size) = 0;

  virtual bool has_heard_anything() const = 0;
  virtual void forget_all() = 0;

  /// Nothing more will come.
  virtual bool is_over() const { return false; }

  /// Its address, as the server knows it.
  virtual Address address() const = 0;

  /// How many bytes it has sent and received: grows as long as something happens.
  std::uint64_t moved() const { return moved_; }

 protected:
  void note_moved(std::size_t bytes) { moved_ += bytes + 1; }  // datagrams may be empty

 private:
  std::uint64_t moved_ = 0;
};

class StreamClient : public TestClient {
 public:
  /// Connected when it returns. Throws std::system_error where that can't be.
  explicit StreamClient(const Address& server);

  void send(std::string_view bytes) override { outgoing_ += bytes; }
  void pump() override;
  std::string heard_first(std::size_t size) const override { return heard.substr(0, size); }
  void forget_first(std::size_t size) override { heard.erase(0, size); }
  bool has_heard_anything() const override { return !heard.empty(); }
  void forget_all() override { heard.clear(); }
  bool is_over() const override { return ended || error; }
  Address address() const override { return address_; }

  /// Bytes that its system has not taken yet: the server does not read them.
  std::size_t unsent() const { return outgoing_.size() - sent_; }

  /// One receive of at most `size` bytes, for one that does not read by itself.
  void read_some(std::size_t size);

  /// Ends its stream once all is sent; goes on reading.
  void half_close() { half_close_ = true; }

  /// Closes. What was not pumped is lost, and where something is unread it is a reset.
  void close() { socket.close(); }

  /// Closes so that the server gets a reset: something has arrived at this one, which does not read
  /// it (RFC 1122 4.2.2.13). Waits for that something.
  void reset();

  TcpSocket socket;
  bool reads = true;  // false: what arrives stays in the system's buffers
  std::string heard;
  std::vector<std::string> chunks;  // what each receive returned, where `keeps_chunks`
  bool keeps_chunks = false;
  bool ended = false;  // the server has ended its stream
  std::error_code error;

 private:
  void send_outgoing();

  Address address_;
  std::string outgoing_;
  std::size_t sent_ = 0;  // so much of `outgoing_`
  bool half_close_ = false;
  bool half_closed_ = false;
};

class DatagramClient : public TestClient {
 public:
  /// Bound to a free port of `ip`.
  explicit DatagramClient(const Address& server, const std::string& ip = "127.0.0.1");

  void send(std::string_view bytes) override { outgoing_.emplace_back(bytes); }
  void pump() override;
  std::string heard_first(std::size_t) const override { return heard.empty() ? "" : heard.front(); }
  void forget_first(std::size_t) override { heard.pop_front(); }
  bool has_heard_anything() const override { return !heard.empty(); }
  void forget_all() override { heard.clear(); }
  Address address() const override { return socket.local_address(); }

  UdpSocket socket;
  std::deque<std::string> heard;

 private:
  Address server_;
  std::deque<std::string> outgoing_;
};

}  // namespace chatlab
