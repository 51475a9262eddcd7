// Turns bytes into requests, requests into events of the room, and events into bytes.
#include "apps/server/stream_member.hpp"

#include <chrono>
#include <new>
#include <utility>

#include "apps/server/stream_endpoint.hpp"
#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

constexpr std::size_t long_text = 4096;

}  // namespace

StreamMember::StreamMember(ServerContext& server, StreamEndpoint& endpoint,
                           SharedEncoding& encoding, TcpSocket socket, const Address& peer,
                           std::uint64_t number)
    : Connection(server.reactor, std::move(socket)),
      server_(server),
      endpoint_(endpoint),
      encoding_(encoding),
      has_boundaries_(encoding.protocol().has_boundaries()),
      number_(number),
      address_(peer.to_string()),
      decoder_(encoding.protocol().make_request_decoder(server.limits.max_message)),
      join_timer_(server.reactor.timers(), *this),
      here_since_(now()),
      joins_as_address_(encoding.protocol().identity() == Identity::address) {
  join_timer_.start(server.limits.join_timeout);
}

StreamMember::~StreamMember() {
  reactor().cancel_work(*this);
}

// ----------------------------------------------------------------------- from the wire to the room

void StreamMember::start() {
  newcomer_number_ = server_.newcomers.add(*this);
  if (is_closed()) return;
  if (joins_as_address_) serve_in_turn();
}

void StreamMember::on_bytes(std::string_view bytes) {
  server_.statistics.bytes_in += bytes.size();
  try {
    decoder_->feed(bytes);
    serve_in_turn();
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

// Only an orderly end finishes an unfinished line: if the connection broke, the rest of the line is
// missing.
void StreamMember::on_end(std::error_code error) {
  end_ = error;
  try {
    if (!error) decoder_->end();
    serve_in_turn();
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

void StreamMember::serve_in_turn() {
  if (attention_ == Attention::held) return;
  if (reactor().is_busy()) return stand_in_line();
  serve();
}

void StreamMember::stand_in_line() {
  if (is_finishing() || is_closed()) return;
  attention_ = Attention::in_line;
  hold(true);
  reactor().request_work(*this);
}

void StreamMember::on_work() {
  try {
    if (is_closed()) return part();
    if (attention_ == Attention::in_line) serve();
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

// Serves requests in the order of their arrival until none is left, the share of the turn is used
// up, or the member is held for flooding. While the room is congested, all members are served in
// rotation, one request each. Requests that are not served stay in the decoder.
void StreamMember::serve() {
  TurnBudget& budget = reactor().deliveries();
  Request& request = endpoint_.request();
  const std::size_t end_of_share = budget.spent() + budget.share();
  while (next_request(request)) {
    budget.charge_request(request.text.size());
    if (!is_allowed(request)) return postpone(request);
    dispatch(request);
    if (request.text.size() >= long_text) reactor().return_memory_soon();  // of the decoder
    if (attention_ == Attention::held || is_finishing() || is_closed()) return;
    const bool is_rotating = server_.backpressure.is_congested();
    if (is_rotating || budget.spent() >= end_of_share || budget.is_used_up()) {
      return stand_in_line();
    }
  }
  if (end_) return depart();
  if (attention_ == Attention::listening) return;
  attention_ = Attention::listening;
  hold(false);
}

bool StreamMember::next_request(Request& request) {
  if (postponed_) {
    request = std::move(*postponed_);
    postponed_.reset();
    return true;
  }
  if (!joins_as_address_) return decode_next(request);
  joins_as_address_ = false;
  request = {Request::Kind::join, address_};
  tell_message(encoding_.protocol(), request);
  return true;
}

bool StreamMember::decode_next(Request& request) {
  const bool found = decoder_->next(request);
  if (found) tell_message(encoding_.protocol(), request);
  if (!found && !end_) tell_incomplete(encoding_.protocol(), *decoder_);
  return found;
}

// A member may always leave.
bool StreamMember::is_allowed(const Request& request) const {
  const std::size_t size = delivery_size(name(), request.text);
  if (request.kind == Request::Kind::join) return server_.backpressure.allows(endpoint_, size);
  return request.kind != Request::Kind::say || server_.backpressure.allows(*this, size);
}

// The request is the next to be served once the congestion has ended. While newcomers can't join,
// no more of them are accepted.
void StreamMember::postpone(Request& request) {
  if (request.kind == Request::Kind::join) server_.backpressure.hold(endpoint_);
  postponed_ = std::move(request);
  server_.backpressure.hold(*this);
}

void StreamMember::dispatch(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return join(request.text);
    case Request::Kind::say:
      return say(request.text);
    case Request::Kind::leave:
      leave(Departure::by_own_word);
      return finish();
    case Request::Kind::malformed:
      return reject(request.text);
  }
}

void StreamMember::join(const std::string& name) {
  const std::uint64_t before = server_.room.volume();
  const bool has_name = encoding_.protocol().identity() == Identity::name;
  const std::optional<Refusal> refusal =
      has_name ? server_.room.join(*this, name) : server_.room.join_as_address(*this, name);
  if (refusal) return refuse(*refusal, name);
  charge(endpoint_, before);
}

void StreamMember::refuse(Refusal refusal, const std::string& name) {
  join_timer_.stop();
  const std::string_view reason = refusal_text(refusal);
  ++server_.statistics.refused;
  server_.log.refusal(*this, name, reason);
  send_bytes(encoding_.protocol().encode_refusal(reason));
  finish();
}

void StreamMember::say(const std::string& text) {
  ++messages_;
  ++server_.statistics.messages_in;
  const std::uint64_t before = server_.room.volume();
  server_.commands.dispatch(*this, text);
  charge(*this, before);
}

void StreamMember::reject(const std::string& what_was_wrong) {
  join_timer_.stop();
  server_.log.line("closing " + address_ + ": " + what_was_wrong);
  if (is_in_room()) {
    tell(what_was_wrong);
  } else {
    send_bytes(encoding_.protocol().encode_refusal(what_was_wrong));
  }
  leave(Departure::unexpectedly);
  finish();
}

// If the protocol has no word for leaving, closing the connection is the way to leave.
void StreamMember::depart() {
  const std::string unfinished = decoder_->unfinished();
  log_end(end_reason(*end_) + (unfinished.empty() ? "" : ' ' + unfinished));
  const bool by_closing = !*end_ && encoding_.protocol().leave_word().empty();
  leave(by_closing ? Departure::by_own_word : Departure::unexpectedly);
  if (*end_) return close();
  finish();
}

void StreamMember::leave(Departure departure) {
  const std::uint64_t before = server_.room.volume();
  server_.room.leave(*this, departure);
  charge(endpoint_, before);
}

// Charges for what the room has delivered since its volume was `volume_before`.
void StreamMember::charge(Speaker& payer, std::uint64_t volume_before) {
  server_.backpressure.charge(payer, server_.room.volume() - volume_before);
}

// ----------------------------------------------------------------------- from the room to the wire

void StreamMember::on_welcome() {
  stop_being_new();
  here_since_ = now();
  try {
    send_bytes(encoding_.protocol().encode_welcome());
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

void StreamMember::deliver(const Event& event) {
  if (is_closed() || output_is_broken()) return pass_by();
  ++server_.statistics.messages_out;
  try {
    if (!has_boundaries_) charge_each_piece(event);
    send(endpoint_.shared_output(), endpoint_.share(event));
    server_.backpressure.on_output(*this, unsent());
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

// The member is about to leave the room. It is charged for although it receives nothing: if many
// leave at once, each departure passes by all the others.
void StreamMember::pass_by() {
  reactor().deliveries().charge_delivery(0);
}

// Each piece costs a send of its own at the end of the turn. It is charged for now, too: what one
// turn delivers should not take several to send.
void StreamMember::charge_each_piece(const Event& event) {
  for (const std::string& piece : encoding_.pieces_of(event)) {
    reactor().deliveries().charge_send(piece.size());
  }
}

void StreamMember::tell(std::string_view text) {
  for (const std::string& piece : encoding_.pieces_of(words_to(*this, text))) append(piece);
  server_.backpressure.on_output(*this, unsent());
}

void StreamMember::send_bytes(std::string_view bytes) {
  append(bytes);
  server_.backpressure.on_output(*this, unsent());
}

void StreamMember::append(std::string_view bytes) {
  if (has_boundaries_) {
    send(bytes);
  } else {
    send_apart(bytes);
  }
}

void StreamMember::try_to_send() {
  reactor().deliveries().charge_system_call();
  flush();
  if (!is_closed()) note_acknowledged();
}

void StreamMember::note_acknowledged() {
  const TimePoint time = reactor().turn_time();
  if (!acknowledged_.is_question_due(time, Connection::last_progress())) return;
  reactor().deliveries().charge_system_call();
  acknowledged_.note(socket().unacknowledged(), time);
}

void StreamMember::on_progress(std::size_t accepted) {
  server_.statistics.bytes_out += accepted;
  try {
    server_.backpressure.on_backlog(*this);
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

// ---------------------------------------------------------------------------- waiting, and the end

void StreamMember::on_hold(bool held) {
  if (chat_observer() != nullptr) chat_observer()->on_flooder(describe(), held);
  if (!held) return stand_in_line();
  attention_ = Attention::held;
  hold(true);
  reactor().cancel_work(*this);
}

void StreamMember::on_too_slow(std::string_view reason) {
  try {
    if (chat_observer() != nullptr) chat_observer()->on_given_up(describe(), std::string(reason));
    log_end(reason);
    close();
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

void StreamMember::on_banned() {
  tell(banned_text);
  finish();
}

void StreamMember::dismiss() {
  join_timer_.stop();
  finish();
}

void StreamMember::on_timer(Timer&) {
  if (!is_awaited()) return join_timer_.start(server_.limits.join_timeout);
  try {
    server_.log.line("closing " + address_ + ": it never gave a name");
    close();
  } catch (const std::bad_alloc&) {
    on_out_of_memory();
  }
}

// Leaving the room is work that may have to wait for its turn: many members may be closed at once,
// even during one delivery, and each departure is announced to all others.
void StreamMember::on_closed() {
  stop_being_new();
  server_.backpressure.forget(*this);
  reactor().request_work(*this);
}

void StreamMember::stop_being_new() {
  join_timer_.stop();
  server_.newcomers.remove(newcomer_number_);
  newcomer_number_ = 0;
}

// Closes the connection at once, so the peer may see a reset instead of the refusal.
void StreamMember::crowd_out() {
  server_.log.line("closing " + address_ + ": crowded out by newcomers before it gave a name");
  ++server_.statistics.refused;
  send_bytes(encoding_.protocol().encode_refusal(refusal_text(Refusal::room_full)));
  flush();
  close();
}

void StreamMember::part() {
  leave(Departure::unexpectedly);
  endpoint_.forget(*this);
}

// This connection needed memory when there was none: closing it frees what it holds. If it needed
// it to part, it tries again in the next turn.
void StreamMember::on_out_of_memory() {
  if (is_closed()) return reactor().request_work(*this);
  close();
  server_.log.line("out of memory: a connection is closed");
}

// `Ann at 127.0.0.1:51514: reset by peer`
void StreamMember::log_end(std::string_view reason) {
  server_.log.line((is_in_room() ? name() + " at " : "") + address_ + ": " + std::string(reason));
}

std::string StreamMember::describe() const {
  return (name().empty() ? "" : name() + " at ") + address_ + " (" + std::string(protocol_name()) +
         ")";
}

MemberFacts StreamMember::facts() const {
  const auto here = std::chrono::duration_cast<std::chrono::seconds>(now() - here_since_);
  return {messages_, unsent(), static_cast<std::uint64_t>(here.count())};
}

}  // namespace chatlab
