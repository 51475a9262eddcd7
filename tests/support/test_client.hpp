// Clients controlled by a test: a real socket, the bytes to send and the bytes received.
//
// They know no protocol. Only pump() transfers bytes: ServerUnderTest calls it between the turns of
// the server, all in the test's own thread.
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

/// `bytes` in the notation of a C string: `\r\33[0m\n`.
std::string escaped(std::string_view bytes);

class TestClient {
 public:
  TestClient() = default;
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;
  virtual ~TestClient() = default;

  /// Sends a piece of a stream, or one datagram, at the next pump().
  virtual void send(std::string_view bytes) = 0;

  /// Sends what the system accepts, and reads what has arrived.
  virtual void pump() = 0;

  /// The first `size` bytes of the stream, or the first datagram, received and not removed yet.
  /// Shorter if less was received.
  virtual std::string heard_first(std::size_t size) const = 0;
  virtual void forget_first(std::size_t size) = 0;

  virtual bool has_heard_anything() const = 0;
  virtual void forget_all() = 0;

  /// True if nothing more will arrive.
  virtual bool is_over() const { return false; }

  /// Its address, as the server knows it.
  virtual Address address() const = 0;

  /// Grows with each byte sent or received.
  std::uint64_t moved() const { return moved_; }

 protected:
  void note_moved(std::size_t bytes) { moved_ += bytes + 1; }  // datagrams may be empty

 private:
  std::uint64_t moved_ = 0;
};

class StreamClient : public TestClient {
 public:
  /// Connects before it returns. Throws std::system_error if that fails.
  explicit StreamClient(const Address& server);

  void send(std::string_view bytes) override { outgoing_ += bytes; }
  void pump() override;
  std::string heard_first(std::size_t size) const override { return heard.substr(0, size); }
  void forget_first(std::size_t size) override { heard.erase(0, size); }
  bool has_heard_anything() const override { return !heard.empty(); }
  void forget_all() override { heard.clear(); }
  bool is_over() const override { return ended || error; }
  Address address() const override { return address_; }

  /// The number of bytes that the system has not accepted yet, since the server does not read.
  std::size_t unsent() const { return outgoing_.size() - sent_; }

  /// One receive of at most `size` bytes, for a client with `reads` false.
  void read_some(std::size_t size);

  /// Ends its stream once all is sent; continues to read.
  void half_close() { half_close_ = true; }

  /// Closes. Unsent bytes are lost; unread input causes a reset.
  void close() { socket.close(); }

  /// Waits until input has arrived, then closes without reading it, so that the server receives a
  /// reset (RFC 1122 4.2.2.13).
  void reset();

  TcpSocket socket;
  bool reads = true;  // false: input stays in the system's buffers
  std::string heard;
  std::vector<std::string> chunks;  // the result of each receive, if `keeps_chunks`
  bool keeps_chunks = false;
  bool ended = false;  // true: the server has ended its stream
  std::error_code error;

 private:
  void send_outgoing();

  Address address_;
  std::string outgoing_;
  std::size_t sent_ = 0;  // the bytes of `outgoing_` that were sent
  bool half_close_ = false;
  bool half_closed_ = false;
};

class DatagramClient : public TestClient {
 public:
  /// Binds to a free port of `ip`.
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
