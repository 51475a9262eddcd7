// Makes a member of each connection, or refuses it if the demultiplexer can't hold its handle.
#include "apps/server/stream_endpoint.hpp"

#include <algorithm>
#include <utility>

#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_read_a_refusal{1000};
constexpr std::size_t most_turned_away = 64;  // kept open at a time; the others are closed at once

}  // namespace

StreamEndpoint::StreamEndpoint(ServerContext& server, SharedEncoding& encoding,
                               const Address& address)
    : Acceptor(server.reactor, address),
      server_(server),
      encoding_(encoding),
      turned_away_timer_(server.reactor.timers(), *this) {}

StreamEndpoint::~StreamEndpoint() {
  server_.backpressure.forget(*this);
  for (const auto& entry : members_) server_.room.leave(*entry.second, Departure::unexpectedly);
}

std::string StreamEndpoint::place() const {
  return local_address().to_string() + "/tcp (" + std::string(encoding_.protocol().name()) + ")";
}

// While the reserve of memory is used, newcomers are accepted in ten turns per second only, so that
// what is left of it suffices for members that leave and give memory back.
void StreamEndpoint::on_readable() {
  Acceptor::on_readable();
  if (server_.memory.is_short()) rest(std::make_error_code(std::errc::not_enough_memory));
}

// select(2) holds a limited number of sockets on Windows; on POSIX, descriptors up to a limited
// number, so that not this client, but the next may have the place of a newcomer that is closed
// now.
void StreamEndpoint::on_accept(TcpSocket socket, const Address& peer) {
  if (!server_.reactor.can_hold(socket.handle())) free_descriptor();
  if (!server_.reactor.can_hold(socket.handle())) return turn_away(std::move(socket), peer);
  const std::uint64_t number = ++last_number_;
  auto member =
      std::make_unique<StreamMember>(server_, *this, encoding_, std::move(socket), peer, number);
  StreamMember& joining = *member;
  members_.emplace(number, std::move(member));
  joining.start();
}

void StreamEndpoint::append_to_shared_output(const Event& event) {
  const std::vector<std::string>& pieces = encoding_.pieces_of(event);
  if (encoding_.protocol().has_boundaries()) {
    shared_ = shared_output_.append(pieces.front());
  } else {
    shared_ = shared_output_.append_apart(pieces);
  }
  shared_number_ = event.number;
}

// The demultiplexer can't wait for this handle, so the refusal is sent without waiting. The
// connection stays open for one to two seconds: closing it at once, with input unread, would reset
// it and might destroy the refusal on its way.
void StreamEndpoint::turn_away(TcpSocket socket, const Address& peer) {
  const std::string_view reason = refusal_text(Refusal::room_full);
  ++server_.statistics.refused;
  if (chat_observer() != nullptr) chat_observer()->on_turned_away(peer);
  server_.log.line("refused " + peer.to_string() + ": " + std::string(reason) + ", " +
                   server_.reactor.demultiplexer_name() + " can't wait for more");
  const std::string bytes = encoding_.protocol().encode_refusal(reason);
  socket.send(bytes.data(), bytes.size());
  socket.shutdown_send();
  if (turned_away_.size() >= most_turned_away) return;
  turned_away_.push_back(std::move(socket));
  if (!turned_away_timer_.is_running()) turned_away_timer_.start(time_to_read_a_refusal);
}

void StreamEndpoint::on_timer(Timer&) {
  auto& buffer = server_.reactor.read_buffer();
  for (TcpSocket& socket : to_close_) socket.receive(buffer.data(), buffer.size());
  to_close_ = std::move(turned_away_);
  turned_away_.clear();
  if (!to_close_.empty()) turned_away_timer_.start(time_to_read_a_refusal);
}

void StreamEndpoint::on_exhausted(std::error_code error) {
  server_.log.line("accept on " + local_address().to_string() + ": " + error.message() +
                   "; newcomers wait");
}

void StreamEndpoint::stop() {
  server_.reactor.remove(*this);
  for (const auto& entry : members_) entry.second->dismiss();
}

bool StreamEndpoint::is_busy() const {
  return std::any_of(members_.begin(), members_.end(),
                     [](const auto& entry) { return !entry.second->is_all_delivered(); });
}

void StreamEndpoint::forget(StreamMember& member) {
  const auto found = members_.find(member.number());
  server_.reactor.retire(std::move(found->second));
  members_.erase(found);
}

}  // namespace chatlab
