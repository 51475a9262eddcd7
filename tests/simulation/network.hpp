// The network of a simulated world: TCP streams, listening sockets and UDP sockets in memory.
//
// The server's ends implement platform/socket.hpp; the simulated clients use the other ends, and
// see the network, not the server. Faults are those that TCP and UDP permit: a stream is split and
// stalls, but never loses or reorders bytes; datagrams are lost, duplicated and reordered, but
// never altered.
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

/// The ports of proxies are this far above those of the server's endpoints, or twice as far.
constexpr std::uint16_t first_port_of_a_proxy = 10000;

/// The properties of the line between one client and the server.
struct Line {
  microseconds least_delay{100};
  microseconds most_delay{2000};
  std::size_t window = 65536;  // the most bytes sent to the client that it has not read
  /// The number of first sends of the client that arrive in one receive each, as protocols without
  /// framing need. Later sends are split and merged.
  std::size_t chunks_kept = 0;
  bool tears_finely =
      false;  // true: pieces of any size; false: at least half of the available bytes
};

/// The client's end of a stream.
class StreamPeer {
 public:
  virtual ~StreamPeer() = default;
  virtual void on_bytes(std::string_view bytes) = 0;

  /// The server has ended its stream. If `orderly` is false, the connection is broken.
  virtual void on_end(bool orderly) = 0;

  /// The first `total` bytes have reached the server's machine.
  virtual void on_arrived(std::size_t total) = 0;

  /// The server has read some bytes.
  virtual void on_taken() = 0;
};

/// An end of a stream that belongs to a program: what platform/socket.hpp needs.
class StreamEnd : public Descriptor {
 public:
  virtual IoResult receive(char* buffer, std::size_t size) = 0;
  virtual IoResult transmit(const char* bytes, std::size_t size) = 0;
  virtual void shutdown_send() = 0;
  /// on_closed() will reset the connection.
  virtual void reset_on_close() = 0;
  virtual std::size_t unacknowledged() const = 0;
};

class Stream : public StreamEnd, public std::enable_shared_from_this<Stream> {
 public:
  Stream(const Line& line, const Address& client, StreamPeer& peer)
      : line_(line), client_(client), peer_(&peer) {}

  // ----------------------------------------------------------------------------- the client's end

  void connect(std::uint16_t port);
  void send(std::string bytes);
  /// Half-close: no more will be sent.
  void end_output();
  /// Closes the connection: bytes that arrive later are answered with a reset. StreamPeer is not
  /// called any more.
  void close();
  void reset();
  /// The line goes dead in both directions, without notice.
  void vanish() { dead_ = true; }
  /// The server's machine detects the dead line. RFC 1122 4.2.3.5
  void time_out();
  /// If `reading` is true, reads bytes as soon as they arrive; else only read() reads.
  void set_reading(bool reading);
  void read(std::size_t most);
  /// True if read() has a result: bytes, or the end of the stream.
  bool has_input() const { return !unread_.empty() || server_end_arrived_; }
  /// Bytes sent but not read by the server.
  std::size_t untaken() const { return sent_total_ - taken_total_; }

  // ----------------------------------------------------------------------------- the server's end

  IoResult receive(char* buffer, std::size_t size) override;
  IoResult transmit(const char* bytes, std::size_t size) override;
  void shutdown_send() override;
  void reset_on_close() override { resets_on_close_ = true; }
  std::size_t unacknowledged() const override { return to_client_ - unread_.size(); }
  bool is_readable() const override { return !arrived_.empty() || client_ended_ || is_reset(); }
  bool is_writable() const override { return to_client_ < line_.window || is_reset(); }
  void on_closed() override;

  /// When the server's system last accepted bytes for the client.
  TimePoint last_accepted() const { return last_accepted_; }
  bool is_closed_by_server() const { return server_closed_; }

  const Line& line() const { return line_; }
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
  std::deque<std::string> arrived_;  // not read by the server yet; one chunk per send()
  std::size_t sent_total_ = 0;
  std::size_t arrived_total_ = 0;
  std::size_t taken_total_ = 0;
  bool client_ended_ = false;
  bool client_closed_ = false;
  std::error_code reset_;  // the error that the server's system will report
  bool reset_told_ = false;

  // Towards the client.
  TimePoint last_to_client_ = {};
  TimePoint last_accepted_ = {};
  std::size_t to_client_ = 0;  // bytes sent by the server and not read by the client
  std::string unread_;         // the bytes of `to_client_` that have arrived
  bool reading_ = true;
  bool server_ended_ = false;        // true: the server has sent end of stream
  bool server_end_arrived_ = false;  // true: the client may see it
  bool server_closed_ = false;
  bool resets_on_close_ = false;
  bool broken_ = false;  // true: the client was reset; bytes in transit are lost
};

class Listener : public Descriptor {
 public:
  explicit Listener(const Address& address) : address_(address) {}

  /// Returns the next connection and its handle, or sets the error in `result`.
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

  /// The server has sent `datagram`, which may still be lost.
  virtual void on_sent(std::string_view datagram) = 0;
  virtual void on_datagram(std::string_view datagram) = 0;
  virtual bool is_open() const = 0;

  /// The server's system has reported to the server that no socket listens here.
  virtual void on_reported_unreachable() = 0;

  /// A copy of a datagram of this client has reached the server's machine.
  virtual void on_arrived(const std::string& datagram) = 0;
};

/// A UDP socket of a program. That of a flow, which a proxy opens towards the server, stands for
/// the client: it has the client's address, so that the server sees who it is.
class DatagramPort : public Descriptor {
 public:
  enum class Role {
    server,
    gate,  // a proxy's, towards the clients
    flow,  // a proxy's, towards the server
  };

  DatagramPort(const Address& address, Role role) : address_(address), role_(role) {}

  IoResult receive(char* buffer, std::size_t size, Address& from);
  IoResult send_to(std::string_view datagram, const Address& to);

  const Address& address() const { return address_; }
  bool is_readable() const override { return !arrived_.empty() || !unreachable_.empty(); }
  void on_closed() override;

  /// A copy of a datagram arrives. Returns false if it is dropped because too many are unread.
  bool arrive(std::string datagram, const Address& from);

  bool is_of_server() const { return role_ == Role::server; }

 private:
  void send_to_client(std::string_view datagram, const Address& to);
  void send_to_flow(std::string_view datagram, const Address& to);
  void send_to_server(std::string_view datagram, const Address& to) const;
  void perhaps_report_unreachable(const Address& to);

  Address address_;
  Role role_;
  std::deque<std::pair<std::string, Address>> arrived_;
  std::deque<Address> unreachable_;  // destinations where no socket listens
};

/// All sockets by their addresses.
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

  /// The connection that a program accepted last.
  const std::shared_ptr<Stream>& last_accepted() const { return last_accepted_; }
  void note_accepted(std::shared_ptr<Stream> stream) { last_accepted_ = std::move(stream); }

  /// The number of connections that a program has opened.
  std::size_t opened() const { return opened_; }
  void note_opened() { ++opened_; }

  /// The UDP socket of a proxy that stands for the client at `client`; nullptr if there is none.
  /// Once there was one, the server's datagrams to this client go to the proxy's machine.
  void bind_flow(const Address& client, DatagramPort* flow) { flows_[client] = flow; }
  DatagramPort* flow(const Address& client) const;
  bool has_flows(const Address& client) const { return flows_.count(client) > 0; }

  /// The client whose datagram a gate received last.
  const Address& last_client() const { return last_client_; }
  void note_received(const Address& client) { last_client_ = client; }

  void bind_client(const Address& address, DatagramPeer* peer) { clients_[address] = peer; }
  DatagramPeer* client(const Address& address) const;

  /// Sends a client's datagram, which arrives once, twice, or not at all.
  void send(const Address& from, std::uint16_t to, const std::string& datagram);

 private:
  std::map<std::uint16_t, Listener*> listeners_;
  std::map<std::uint16_t, DatagramPort*> ports_;
  std::map<Address, DatagramPeer*> clients_;
  std::map<Address, DatagramPort*> flows_;  // by client; nullptr if closed
  Address last_client_;
  std::shared_ptr<Stream> last_accepted_;
  std::size_t opened_ = 0;
};

Network& network();

}  // namespace chatlab::simulation
