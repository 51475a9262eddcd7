// Passes bytes, ends and resets from one connection through a lane to the other.
#include "apps/proxy/stream_relay.hpp"

#include <algorithm>
#include <utility>

namespace chatlab {
namespace {

constexpr milliseconds time_to_connect{10000};

// What goes through the lane is received in chunks of at most 64 KiB. If the lane has less room
// than this, the sender is not read.
constexpr std::size_t room_for_a_receive = 64 * 1024 + 1024;

// If a side has more unsent bytes than this, the rest waits in its lane, where faults strike it.
constexpr std::size_t enough_unsent = 64 * 1024;

// Up to so many handles, each connection may receive chunks of more than 64 KiB.
constexpr std::size_t few_handles = 16;

// The most pieces that one call sends, so that a chopped stream does not delay other connections.
constexpr int pieces_per_call = 512;

}  // namespace

// ---------------------------------------------------------------------------------- the two sides

std::string StreamSide::describe() const {
  const char* const who = outgoing_ == Direction::c2s ? "client" : "server";
  return std::string(who) + " of connection " + std::to_string(relay_.number());
}

// Bytes that bypass the lane are received in larger chunks, since each chunk costs a wait and two
// calls whatever its size; but not if there are many connections, which all wait for each chunk.
Connection::ReceiveBuffer StreamSide::receive_buffer() {
  const ReceiveBuffer ordinary = Connection::receive_buffer();
  const std::size_t most = std::min(relay_.longest_bypass(outgoing_), TcpSocket::longest_send());
  if (most <= ordinary.size || reactor().handler_count() > few_handles) return ordinary;
  return {relay_.context_.large_buffer.data(), most};
}

void StreamSide::on_bytes(std::string_view bytes) {
  relay_.on_bytes(outgoing_, bytes);
}

void StreamSide::on_end(std::error_code error) {
  relay_.on_end(outgoing_, error);
}

void StreamSide::on_progress(std::size_t) {
  relay_.on_progress(StreamRelay::opposite(outgoing_));
}

void StreamSide::on_closed() {
  relay_.on_side_closed();
}

StreamRelay::Target::Target(StreamRelay& relay, std::vector<Address> addresses)
    : Connector(relay.context_.reactor, std::move(addresses), time_to_connect), relay_(relay) {}

void StreamRelay::Target::on_connected(TcpSocket socket, const Address& peer) {
  relay_.on_connected(std::move(socket), peer);
}

void StreamRelay::Target::on_connect_failed(const std::string& reasons) {
  relay_.on_connect_failed(reasons);
}

// ----------------------------------------------------------------------------------- the beginning

// The client is not read before the server is connected: its bytes wait in its own system.
StreamRelay::StreamRelay(ProxyContext& context, StreamRelayListener& listener, std::uint64_t number,
                         TcpSocket client, const Address& client_address)
    : context_(context),
      listener_(listener),
      number_(number),
      client_address_(client_address),
      start_(now()),
      c2s_(context, number, Direction::c2s, *this),
      s2c_(context, number, Direction::s2c, *this),
      client_(
          std::make_unique<StreamSide>(context.reactor, std::move(client), *this, Direction::c2s)) {
  client_->hold(true);
  for (const Rule& rule : context.book.rules()) add(rule);
}

StreamRelay::~StreamRelay() = default;

void StreamRelay::start() {
  target_ = std::make_unique<Target>(*this, context_.targets);
  target_->start();
}

void StreamRelay::on_connected(TcpSocket socket, const Address& server) {
  if (state_ != State::open) return;
  server_address_ = server.to_string();
  context_.log.tell(number_, client_address_.to_string() + " to " + server_address_);
  if (!context_.reactor.can_hold(socket.handle())) return reset_both();
  server_ =
      std::make_unique<StreamSide>(context_.reactor, std::move(socket), *this, Direction::s2c);
  follow();
}

void StreamRelay::on_connect_failed(const std::string& reasons) {
  context_.log.tell(number_, client_address_.to_string() + " is reset: " + reasons);
  client_->reset();
}

// ------------------------------------------------------------------------------------ the faults

void StreamRelay::add(const Rule& rule) {
  if (!rule.concerns(number_) || rule.fault.kind == Fault::Kind::refuse) return;
  way(rule.direction).lane.add_fault(rule.id, rule.fault, now());
}

void StreamRelay::remove(std::uint64_t rule) {
  for (Way* const each : {&c2s_, &s2c_}) each->lane.remove_fault(rule, now());
}

void StreamRelay::follow() {
  pump(c2s_);
  pump(s2c_);
}

// ----------------------------------------------------------------------------------- what happens

// How many bytes may bypass the lane now: as many as may be kept if the receiver accepts none. 0 if
// they must go through the lane, or are shown.
std::size_t StreamRelay::longest_bypass(Direction direction) {
  const StreamSide* const to = receiver(direction);
  if (to == nullptr || context_.hex || !way(direction).lane.is_transparent()) return 0;
  return Lane::capacity - std::min(to->unsent(), Lane::capacity);
}

// Without faults, bytes bypass the lane, and are not copied if the receiver accepts them now.
void StreamRelay::on_bytes(Direction direction, std::string_view bytes) {
  Way& on = way(direction);
  if (!on.lane.is_transparent()) {
    on.lane.put(bytes, now());
    return pump(on);
  }
  on.lane.note_passed_by(bytes.size());
  if (context_.hex) context_.log.show_bytes(number_, direction, bytes);
  receiver(direction)->send_at_once(bytes);
  settle(on, false);
}

// A failed connection is closed in both directions. The other side is reset after the bytes that
// are still in the lane.
void StreamRelay::on_end(Direction direction, std::error_code error) {
  Way& on = way(direction);
  const std::string who = direction == Direction::c2s ? "client" : "server";
  if (!error) {
    on.lane.end(StreamLane::Ending::in_order, now());
  } else {
    context_.log.tell(number_, direction, who + ' ' + end_reason(error));
    on.lane.end(StreamLane::Ending::by_reset, now());
    sender(direction)->close();
  }
  pump(on);
}

void StreamRelay::on_progress(Direction direction) {
  Way& on = way(direction);
  notice_lost_receiver(on);
  pump(on);
}

// A receiver that has closed answers further bytes with a reset. The sender must receive it, too,
// as without a proxy.
void StreamRelay::notice_lost_receiver(Way& on) {
  StreamSide* const lost = receiver(on.direction);
  if (on.is_aware || lost == nullptr || !lost->is_broken()) return;
  on.is_aware = true;
  Way& back = way(opposite(on.direction));
  back.lane.end(StreamLane::Ending::by_reset, now());
  pump(back);
}

void StreamRelay::on_timer(Timer& timer) {
  pump(&timer == &c2s_.timer ? c2s_ : s2c_);
}

std::string StreamRelay::describe_timer(const Timer& timer) const {
  const Way& of = &timer == &c2s_.timer ? c2s_ : s2c_;
  return std::string(direction_name(of.direction)) + " lane of connection " +
         std::to_string(number_);
}

// ------------------------------------------------------------------------------------ the way out

Direction StreamRelay::opposite(Direction direction) {
  return direction == Direction::c2s ? Direction::s2c : Direction::c2s;
}

// Passes on what leaves the lane now.
void StreamRelay::pump(Way& on) {
  StreamSide* const to = receiver(on.direction);
  bool has_more = true;
  for (int piece = 0; has_more && piece < pieces_per_call && state_ != State::over; ++piece) {
    const bool is_ready = to != nullptr && to->unsent() < enough_unsent;
    const StreamLane::Output output = on.lane.next(now(), is_ready);
    has_more = output.kind != StreamLane::Output::Kind::nothing;
    context_.log.tell(number_, on.direction, on.lane.drain_strikes());
    deliver(on, output);
  }
  settle(on, has_more);
}

void StreamRelay::deliver(Way& on, const StreamLane::Output& output) {
  StreamSide* const to = receiver(on.direction);
  switch (output.kind) {
    case StreamLane::Output::Kind::nothing:
      return;
    case StreamLane::Output::Kind::bytes:
      return send(on, output);
    case StreamLane::Output::Kind::end:
      context_.log.tell(number_, on.direction, "end of stream");
      if (to != nullptr) to->end_output();
      return;
    case StreamLane::Output::Kind::close:
      return finish();
    case StreamLane::Output::Kind::reset:
      return reset_both();
  }
}

void StreamRelay::send(Way& on, const StreamLane::Output& output) {
  StreamSide* const to = receiver(on.direction);
  if (context_.hex) context_.log.show_bytes(number_, on.direction, output.bytes);
  output.apart ? to->send_apart(output.bytes) : to->send(output.bytes);
}

// Must be called after a lane was used: decides whether to read the sender, and starts the lane's
// timer.
void StreamRelay::settle(Way& on, bool has_more) {
  if (state_ == State::over) return;
  const TimePoint current = now();
  StreamSide* const from = sender(on.direction);
  StreamSide* const to = receiver(on.direction);
  const std::size_t unsent = to == nullptr ? 0 : to->unsent();
  const bool has_room = on.lane.room(current) >= room_for_a_receive + unsent;
  if (from != nullptr) from->hold(to == nullptr || !has_room);
  const std::optional<TimePoint> next = has_more ? current : on.lane.next_time(current);
  if (next) {
    on.timer.start(time_until(*next, current));
  } else {
    on.timer.stop();
  }
  end_if_over();
}

// ----------------------------------------------------------------------------------------- the end

// Closes both connections once nothing can leave either lane and the system has accepted all
// output.
void StreamRelay::end_if_over() {
  const TimePoint current = now();
  if (server_ == nullptr || client_->unsent() > 0 || server_->unsent() > 0) return;
  if (c2s_.lane.is_over(current) && s2c_.lane.is_over(current)) finish();
}

void StreamRelay::finish() {
  if (state_ != State::open) return;
  state_ = State::finishing;
  client_->finish();
  if (server_ != nullptr) server_->finish();
}

// Bytes that have left a lane are sent before the reset.
void StreamRelay::reset_both() {
  for (StreamSide* const side : {client_.get(), server_.get()}) {
    if (side != nullptr) side->flush();
  }
  for (StreamSide* const side : {client_.get(), server_.get()}) {
    if (side != nullptr) side->reset();
  }
}

void StreamRelay::on_side_closed() {
  const bool has_server = server_ != nullptr && !server_->is_closed();
  if (state_ == State::over || has_server || !client_->is_closed()) return;
  state_ = State::over;
  c2s_.timer.stop();
  s2c_.timer.stop();
  context_.log.tell(number_, "closed after " + seconds_text(now() - start_) + " s: c2s " +
                                 bytes_text(c2s_.lane.passed()) + ", s2c " +
                                 bytes_text(s2c_.lane.passed()));
  listener_.on_relay_over(*this);
}

std::string StreamRelay::describe() const {
  return std::to_string(number_) + "  " + client_address_.to_string() + " to " +
         (server_ == nullptr ? "no server yet" : server_address_) + "  " +
         seconds_text(now() - start_) + " s  c2s " + lane_text(c2s_.lane) + "  s2c " +
         lane_text(s2c_.lane);
}

}  // namespace chatlab
