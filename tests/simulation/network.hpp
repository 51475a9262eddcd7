// The network of a simulated world: TCP streams, listening sockets and UDP sockets in memory.
//
// The server's ends are what platform/socket.hpp is made of here; the clients' ends are called by
// the simulated clients, which see the network and not the server. What may go wrong goes wrong
// here, as TCP and UDP permit and no worse: a stream tears and stalls but never loses or reorders;
// datagrams are lost, repeated and reordered, but never altered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "tests/simulation/world.hpp"

namespace chatlab::simulation {

/// The line between one client and the server.
struct Line {
  microseconds least_delay{100};
  microseconds most_delay{2000};
  std::size_t window = 65536;  // so many bytes may be on their way to the client, unread by it
  /// So many of the client's sends arrive in a receive of their own, as a protocol without framing
  /// needs; the rest is torn and glued.
  std::size_t chunks_kept = 0;
  bool tears_finely =
      false;  // pieces of any size, down to a byte; else at least half of what is there
};

/// The client's end of a stream.
class StreamPeer {
 public:
  virtual ~StreamPeer() = default;
  virtual void on_bytes(std::string_view bytes) = 0;

  /// The server has ended its stream; or broken it.
  virtual void on_end(bool orderly) = 0;

  /// The first `total` bytes have reached the server's machine.
  virtual void on_arrived(std::size_t total) = 0;

  /// The server has read some.
  virtual void on_taken() = 0;
};

class Stream : public Descriptor, public std::enable_shared_from_this<Stream> {
 public:
  Stream(const Line& line, const Address& client, StreamPeer& peer)
      : line_(line), client_(client), peer_(&peer) {}

  // ----------------------------------------------------------------------------- the client's end

  void connect(std::uint16_t port);
  void send(std::string bytes);
  /// Half-close: no more will be sent.
  void end_output();
  /// Closes: what still comes is answered with a reset. Nothing is told to the peer any more.
  void close();
  void reset();
  /// The line goes dead, in both directions and without a word.
  void vanish() { dead_ = true; }
  /// The dead line's timeout on the server's machine. RFC 1122 4.2.3.5
  void time_out();
  /// Whether what arrives is read at once; read() takes some while it is not.
  void set_reading(bool reading);
  void read(std::size_t most);
  /// What was sent and the server has not read.
  std::size_t untaken() const { return sent_total_ - taken_total_; }

  // ----------------------------------------------------------------------------- the server's end

  IoResult receive(char* buffer, std::size_t size);
  IoResult transmit(const char* bytes, std::size_t size);
  void shutdown_send();
  std::size_t unacknowledged() const { return to_client_ - unread_.size(); }
  bool is_readable() const override { return !arrived_.empty() || client_ended_ || is_reset(); }
  bool is_writable() const override { return to_client_ < line_.window || is_reset(); }
  void on_closed() override;

  const Address& client() const { return client_; }
  bool is_reset() const { return static_cast<bool>(reset_); }

 private:
  microseconds delay();
  void to_server(std::function<void()> arrival);
  void to_client(std::function<void()> arrival);
  void arrive(std::string bytes);
  void arrive_at_client(const std::string& bytes);
  void break_from_client(std::errc reason);
  void break_from_server();
  void hand_over(std::size_t most);
  std::size_t take_chunk(char* buffer, std::size_t size);
  std::size_t take_piece(char* buffer, std::size_t size);

  Line line_;
  Address client_;
  StreamPeer* peer_;  // nullptr once the client is gone
  bool dead_ = false;

  // Towards the server.
  TimePoint last_to_server_ = {};
  std::deque<std::string> arrived_;  // and not read; a chunk is what one send() sent
  std::size_t sent_total_ = 0;
  std::size_t arrived_total_ = 0;
  std::size_t taken_total_ = 0;
  bool client_ended_ = false;
  bool client_closed_ = false;
  std::error_code reset_;  // what the server's system knows the connection to have broken by
  bool reset_told_ = false;

  // Towards the client.
  TimePoint last_to_client_ = {};
  std::size_t to_client_ = 0;  // bytes taken from the server and not read by the client
  std::string unread_;         // those of them that have arrived
  bool reading_ = true;
  bool server_ended_ = false;        // the server has sent its end of stream
  bool server_end_arrived_ = false;  // and the client may see it
  bool server_closed_ = false;
  bool broken_ = false;  // the client was reset: what is on its way is lost
};

class Listener : public Descriptor {
 public:
  explicit Listener(const Address& address) : address_(address) {}

  /// The next connection and its handle, or why not.
  std::shared_ptr<Stream> accept(IoResult& result, Handle& handle);

  const Address& address() const { return address_; }
  bool is_readable() const override { return !waiting_.empty(); }
  void on_closed() override;
  void add(std::shared_ptr<Stream> stream) { waiting_.push_back(std::move(stream)); }

 private:
  Address address_;
  std::deque<std::shared_ptr<Stream>> waiting_;
};

/// A client's UDP socket.
class DatagramPeer {
 public:
  virtual ~DatagramPeer() = default;

  /// The server has sent it, or tried to; whether it will arrive is another matter.
  virtual void on_sent(std::string_view datagram) = 0;
  virtual void on_datagram(std::string_view datagram) = 0;
  virtual bool is_open() const = 0;

  /// The server's system has told the server that nothing listens here.
  virtual void on_reported_unreachable() = 0;

  /// A copy of what this client sent has reached the server's machine.
  virtual void on_arrived(const std::string& datagram) = 0;
};

class DatagramPort : public Descriptor {
 public:
  explicit DatagramPort(const Address& address) : address_(address) {}

  IoResult receive(char* buffer, std::size_t size, Address& from);
  IoResult send_to(std::string_view datagram, const Address& to);

  const Address& address() const { return address_; }
  bool is_readable() const override { return !arrived_.empty() || !unreachable_.empty(); }
  void on_closed() override;

  /// A copy arrives; dropped where too many are unread. False then.
  bool arrive(std::string datagram, const Address& from);

 private:
  Address address_;
  std::deque<std::pair<std::string, Address>> arrived_;
  std::deque<Address> unreachable_;  // where something was sent and nothing listens
};

/// Who is where.
class Network {
 public:
  Network();
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  void listen(std::uint16_t port, Listener* listener) { listeners_[port] = listener; }
  void bind(std::uint16_t port, DatagramPort* socket) { ports_[port] = socket; }
  Listener* listener(std::uint16_t port) const;
  DatagramPort* port(std::uint16_t port) const;

  void bind_client(const Address& address, DatagramPeer* peer) { clients_[address] = peer; }
  DatagramPeer* client(const Address& address) const;

  /// A client sends a datagram; it arrives once, twice, or not.
  void send(const Address& from, std::uint16_t to, const std::string& datagram);

 private:
  std::map<std::uint16_t, Listener*> listeners_;
  std::map<std::uint16_t, DatagramPort*> ports_;
  std::map<Address, DatagramPeer*> clients_;
};

Network& network();

}  // namespace chatlab::simulation
