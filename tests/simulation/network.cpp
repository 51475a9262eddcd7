// Moves bytes and datagrams between clients and server, with delays and faults from the random
// numbers.
#include "tests/simulation/network.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace chatlab::simulation {
namespace {

Network* current = nullptr;

constexpr std::size_t most_unread_datagrams = 256;
constexpr std::size_t longest_datagram = 65507;  // RFC 768 over RFC 791

IoResult failed(std::errc reason) {
  return IoResult::failed(std::make_error_code(reason));
}

IoResult not_now() {
  return IoResult::would_block(std::make_error_code(std::errc::resource_unavailable_try_again));
}

bool refuses() {
  return world().random().one_in(world().weather().refused_io);
}

// A datagram's time in transit: datagrams may overtake each other.
microseconds datagram_delay() {
  return microseconds(world().random().between(50, 5000));
}

}  // namespace

// ------------------------------------------------------------------------ stream: the client's end

microseconds Stream::delay() {
  const auto least = static_cast<std::size_t>(line_.least_delay.count());
  const auto most = static_cast<std::size_t>(line_.most_delay.count());
  return microseconds(world().random().between(least, most));
}

// Bytes in one direction arrive in order.
void Stream::to_server(std::function<void()> arrival) {
  last_to_server_ = std::max(last_to_server_, world().now() + delay());
  world().at(last_to_server_, [self = shared_from_this(), arrival = std::move(arrival)] {
    if (!self->dead_) arrival();
  });
}

void Stream::to_client(std::function<void()> arrival) {
  last_to_client_ = std::max(last_to_client_, world().now() + delay());
  world().at(last_to_client_, [self = shared_from_this(), arrival = std::move(arrival)] {
    if (!self->dead_ && !self->broken_) arrival();
  });
}

void Stream::connect(std::uint16_t port) {
  to_server([this, port] {
    Listener* listener = network().listener(port);
    if (listener == nullptr) return break_from_server();
    listener->add(shared_from_this());
  });
}

void Stream::send(std::string bytes) {
  if (bytes.empty()) return;
  sent_total_ += bytes.size();
  to_server([this, bytes = std::move(bytes)] { arrive(bytes); });
}

void Stream::arrive(std::string bytes) {
  if (server_closed_) return break_from_server();
  arrived_total_ += bytes.size();
  arrived_.push_back(std::move(bytes));
  if (peer_ != nullptr) peer_->on_arrived(arrived_total_);
}

void Stream::end_output() {
  to_server([this] { client_ended_ = true; });
}

void Stream::close() {
  if (peer_ == nullptr) return;
  peer_ = nullptr;
  client_closed_ = true;
  if (unread_.empty()) return end_output();
  to_server([this] { break_from_client(std::errc::connection_reset); });
}

void Stream::reset() {
  peer_ = nullptr;
  client_closed_ = true;
  to_server([this] { break_from_client(std::errc::connection_reset); });
}

void Stream::time_out() {
  peer_ = nullptr;
  break_from_client(std::errc::timed_out);
}

// Some systems let the server read what arrived before the reset, others discard it.
void Stream::break_from_client(std::errc reason) {
  if (is_reset() || server_closed_) return;
  reset_ = std::make_error_code(reason);
  if (world().random().one_in(2)) arrived_.clear();
}

void Stream::set_reading(bool reading) {
  reading_ = reading;
  if (reading) hand_over(unread_.size());
}

void Stream::read(std::size_t most) {
  hand_over(std::min(most, unread_.size()));
}

void Stream::arrive_at_client(const std::string& bytes) {
  if (client_closed_) {
    return to_server([this] { break_from_client(std::errc::connection_reset); });
  }
  unread_ += bytes;
  if (reading_) hand_over(unread_.size());
}

void Stream::hand_over(std::size_t most) {
  const std::string bytes = unread_.substr(0, most);
  unread_.erase(0, most);
  to_client_ -= bytes.size();
  if (peer_ != nullptr && !bytes.empty()) peer_->on_bytes(bytes);
  if (!server_end_arrived_ || !unread_.empty() || peer_ == nullptr) return;
  server_end_arrived_ = false;
  peer_->on_end(true);
}

// ------------------------------------------------------------------------ stream: the server's end

IoResult Stream::receive(char* buffer, std::size_t size) {
  if (arrived_.empty() && is_reset()) {
    if (std::exchange(reset_told_, true)) return IoResult::closed();
    return IoResult::failed(reset_);
  }
  if (arrived_.empty()) return client_ended_ ? IoResult::closed() : not_now();
  if (refuses()) return not_now();
  const std::size_t taken =
      line_.chunks_kept > 0 ? take_chunk(buffer, size) : take_piece(buffer, size);
  taken_total_ += taken;
  if (peer_ != nullptr) peer_->on_taken();
  return IoResult::done(taken);
}

std::size_t Stream::take_chunk(char* buffer, std::size_t size) {
  const std::string chunk = std::move(arrived_.front());
  arrived_.pop_front();
  const std::size_t taken = std::min(size, chunk.size());
  std::memcpy(buffer, chunk.data(), taken);
  if (taken < chunk.size()) {
    arrived_.push_front(chunk.substr(taken));
  } else {
    --line_.chunks_kept;
  }
  return taken;
}

std::size_t Stream::take_piece(char* buffer, std::size_t size) {
  std::size_t there = 0;
  for (const std::string& chunk : arrived_) there += chunk.size();
  std::size_t most = std::min(there, size);
  const bool is_short = world().random().one_in(world().weather().short_io);
  if (is_short) most = world().random().between(line_.tears_finely ? 1 : (most + 1) / 2, most);
  std::size_t taken = 0;
  while (taken < most) {
    std::string& chunk = arrived_.front();
    const std::size_t part = std::min(chunk.size(), most - taken);
    std::memcpy(buffer + taken, chunk.data(), part);
    taken += part;
    chunk.erase(0, part);
    if (chunk.empty()) arrived_.pop_front();
  }
  return taken;
}

IoResult Stream::transmit(const char* bytes, std::size_t size) {
  if (server_ended_) world().fail("a send after the output was ended");
  if (is_reset()) return failed(std::errc::broken_pipe);
  const std::size_t room = line_.window - std::min(line_.window, to_client_);
  if (room == 0 || refuses()) return not_now();
  std::size_t taken = std::min(size, room);
  if (world().random().one_in(world().weather().short_io)) {
    taken = world().random().between(1, taken);
  }
  to_client_ += taken;
  last_accepted_ = world().now();
  to_client([this, piece = std::string(bytes, taken)] { arrive_at_client(piece); });
  return IoResult::done(taken);
}

void Stream::shutdown_send() {
  if (std::exchange(server_ended_, true)) return;
  to_client([this] {
    server_end_arrived_ = true;
    if (reading_) hand_over(unread_.size());
  });
}

// Closing with input unread resets the connection. RFC 1122 4.2.2.13
void Stream::on_closed() {
  server_closed_ = true;
  if (resets_on_close_ || !arrived_.empty()) return break_from_server();
  if (!is_reset()) shutdown_send();
}

// The reset may overtake bytes in transit, and destroys them.
void Stream::break_from_server() {
  const bool overtakes = world().random().one_in(2);
  const auto arrival = [self = shared_from_this()] {
    if (self->broken_ || self->dead_) return;
    self->broken_ = true;
    if (self->peer_ != nullptr) self->peer_->on_end(false);
  };
  overtakes ? world().after(delay(), arrival) : to_client(arrival);
}

// --------------------------------------------------------------------------------------- listening

std::shared_ptr<Stream> Listener::accept(IoResult& result, Handle& handle) {
  const auto broke_off = [](const auto& stream) { return stream->is_reset(); };
  while (!waiting_.empty() && broke_off(waiting_.front()) && world().random().one_in(2)) {
    waiting_.pop_front();
  }
  result = not_now();
  if (waiting_.empty() || refuses()) return nullptr;
  result = failed(std::errc::too_many_files_open_in_system);
  if (world().random().one_in(world().weather().failed_accept)) return nullptr;
  result = failed(std::errc::too_many_files_open);
  handle = world().open(waiting_.front());
  if (handle == no_handle) return nullptr;
  result = IoResult::done(0);
  const std::shared_ptr<Stream> accepted = std::move(waiting_.front());
  waiting_.pop_front();
  network().note_accepted(accepted);
  return accepted;
}

void Listener::on_closed() {
  network().listen(address_.port(), nullptr);
  for (const auto& stream : waiting_) stream->on_closed();
}

// --------------------------------------------------------------------------------------- datagrams

IoResult DatagramPort::receive(char* buffer, std::size_t size, Address& from) {
  if (!unreachable_.empty()) {
    from = unreachable_.front();
    unreachable_.pop_front();
    DatagramPeer* peer = network().client(from);
    if (peer != nullptr && role_ == Role::server) peer->on_reported_unreachable();
    return failed(std::errc::connection_refused);
  }
  if (arrived_.empty() || refuses()) return not_now();
  const std::string datagram = std::move(arrived_.front().first);
  from = arrived_.front().second;
  arrived_.pop_front();
  if (role_ == Role::gate) network().note_received(from);
  const std::size_t taken = std::min(size, datagram.size());
  std::memcpy(buffer, datagram.data(), taken);
  return IoResult::done(taken);
}

IoResult DatagramPort::send_to(std::string_view datagram, const Address& to) {
  DatagramPeer* peer = network().client(to);
  if (peer != nullptr && role_ == Role::server) peer->on_sent(datagram);
  if (datagram.size() > longest_datagram) return failed(std::errc::message_size);
  if (refuses()) return not_now();
  if (role_ == Role::flow) {
    send_to_server(datagram, to);
  } else if (role_ == Role::server && network().has_flows(to)) {
    send_to_flow(datagram, to);
  } else {
    send_to_client(datagram, to);
  }
  return IoResult::done(datagram.size());
}

// Systems differ in reporting unreachable ports to an unconnected socket.
void DatagramPort::perhaps_report_unreachable(const Address& to) {
  if (world().random().one_in(8)) unreachable_.push_back(to);
}

void DatagramPort::send_to_client(std::string_view datagram, const Address& to) {
  DatagramPeer* peer = network().client(to);
  const bool is_open = peer != nullptr && peer->is_open();
  if (!is_open) return perhaps_report_unreachable(to);
  const Weather& weather = world().weather();
  if (world().random().one_in(weather.lost)) return;
  const int copies = world().random().one_in(weather.repeated) ? 2 : 1;
  for (int i = 0; i < copies; ++i) {
    world().after(datagram_delay(), [to, copy = std::string(datagram)] {
      DatagramPeer* receiver = network().client(to);
      if (receiver->is_open()) receiver->on_datagram(copy);
    });
  }
}

// Between the proxy and the server, nothing is lost or repeated but by the proxy.
void DatagramPort::send_to_flow(std::string_view datagram, const Address& to) {
  if (network().flow(to) == nullptr) return perhaps_report_unreachable(to);
  world().after(datagram_delay(), [to, from = address_, copy = std::string(datagram)] {
    DatagramPort* flow = network().flow(to);
    if (flow != nullptr) flow->arrive(copy, from);
  });
}

void DatagramPort::send_to_server(std::string_view datagram, const Address& to) const {
  world().after(datagram_delay(), [to, from = address_, copy = std::string(datagram)] {
    DatagramPort* server = network().port(to.port());
    if (server == nullptr || !server->arrive(copy, from)) return;
    DatagramPeer* sender = network().client(from);
    if (sender != nullptr) sender->on_arrived(copy);
  });
}

bool DatagramPort::arrive(std::string datagram, const Address& from) {
  if (arrived_.size() >= most_unread_datagrams) return false;
  arrived_.emplace_back(std::move(datagram), from);
  return true;
}

void DatagramPort::on_closed() {
  if (role_ != Role::flow) return network().bind(address_.port(), nullptr);
  if (network().flow(address_) == this) network().bind_flow(address_, nullptr);
}

// --------------------------------------------------------------------------------------------- all

Network::Network() {
  current = this;
}

Network::~Network() {
  current = nullptr;
}

Network& network() {
  assert(current != nullptr);
  return *current;
}

Listener* Network::listener(std::uint16_t port) const {
  const auto found = listeners_.find(port);
  return found == listeners_.end() ? nullptr : found->second;
}

DatagramPort* Network::port(std::uint16_t port) const {
  const auto found = ports_.find(port);
  return found == ports_.end() ? nullptr : found->second;
}

DatagramPort* Network::flow(const Address& client) const {
  const auto found = flows_.find(client);
  return found == flows_.end() ? nullptr : found->second;
}

DatagramPeer* Network::client(const Address& address) const {
  const auto found = clients_.find(address);
  return found == clients_.end() ? nullptr : found->second;
}

void Network::send(const Address& from, std::uint16_t to, const std::string& datagram) {
  const Weather& weather = world().weather();
  if (world().random().one_in(weather.lost)) return;
  const int copies = world().random().one_in(weather.repeated) ? 2 : 1;
  for (int i = 0; i < copies; ++i) {
    world().after(datagram_delay(), [this, from, to, datagram] {
      DatagramPort* receiver = port(to);
      if (receiver == nullptr || !receiver->arrive(datagram, from)) return;
      DatagramPeer* sender = client(from);
      if (sender != nullptr && receiver->is_of_server()) sender->on_arrived(datagram);
    });
  }
}

}  // namespace chatlab::simulation
