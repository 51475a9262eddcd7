#include "apps/server/stream_member.hpp"

#include <chrono>
#include <utility>

namespace chatlab {
namespace {

// What a message adds to each receiver's backlog beyond its text, about: framing and notices.
constexpr std::size_t overhead = 32;

}  // namespace

StreamMember::StreamMember(ServerContext& server, StreamMemberOwner& owner,
                           SharedEncoding& encoding, TcpSocket socket, const Address& peer)
    : Connection(server.reactor, std::move(socket)),
      server_(server),
      owner_(owner),
      encoding_(encoding),
      address_(peer.to_string()),
      decoder_(encoding.protocol().make_request_decoder(server.limits.max_message)),
      join_timer_(server.reactor.timers(), *this),
      resume_timer_(server.reactor.timers(), *this),
      here_since_(now()) {
  join_timer_.start(server.limits.join_timeout);
}

// ----------------------------------------------------------------------- from the wire to the room

void StreamMember::on_bytes(std::string_view bytes) {
  server_.statistics.bytes_in += bytes.size();
  decoder_->feed(bytes);
  take_requests();
}

// A member that is held for flooding keeps what is left in its decoder until it is released.
void StreamMember::take_requests() {
  while (!held_ && !is_finishing() && !is_closed() && decoder_->next(request_)) take(request_);
  if (end_ && !held_) depart();
}

void StreamMember::take(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return join(request.text);
    case Request::Kind::say:
      return say(request.text);
    case Request::Kind::leave:
      server_.room.leave(*this, Departure::by_own_word);
      return finish();
    case Request::Kind::malformed:
      return reject(request.text);
  }
}

void StreamMember::start() {
  if (encoding_.protocol().identity() != Identity::address) return;
  const std::optional<Refusal> refusal = server_.room.join_as_address(*this, address_);
  if (refusal) refuse(*refusal, address_);
}

void StreamMember::join(const std::string& name) {
  const std::optional<Refusal> refusal = server_.room.join(*this, name);
  if (refusal) refuse(*refusal, name);
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
  server_.commands.take(*this, text);
  server_.backpressure.charge(*this, text.size() + name().size() + overhead);
}

void StreamMember::reject(const std::string& what_was_wrong) {
  join_timer_.stop();
  server_.log.line("closing " + address_ + ": " + what_was_wrong);
  if (is_in_room()) {
    tell(what_was_wrong);
  } else {
    send_bytes(encoding_.protocol().encode_refusal(what_was_wrong));
  }
  server_.room.leave(*this, Departure::unexpectedly);
  finish();
}

// Only an orderly end finishes what was begun: where the connection broke, the rest is missing.
void StreamMember::on_end(std::error_code error) {
  end_ = error;
  if (!error) decoder_->end();
  take_requests();
}

// Where the protocol has no word for leaving, an orderly end is the way to leave.
void StreamMember::depart() {
  const bool by_closing = !*end_ && encoding_.protocol().leave_word().empty();
  server_.room.leave(*this, by_closing ? Departure::by_own_word : Departure::unexpectedly);
  if (*end_) return close();
  finish();
}

// ----------------------------------------------------------------------- from the room to the wire

void StreamMember::on_welcome() {
  join_timer_.stop();
  here_since_ = now();
  send_bytes(encoding_.protocol().encode_welcome());
}

void StreamMember::deliver(const Event& event) {
  ++server_.statistics.messages_out;
  send_bytes(encoding_.of(event));
}

void StreamMember::tell(std::string_view text) {
  send_bytes(encoding_.protocol().encode_event(words_to(*this, text)));
}

// What piles up within a turn is no backlog yet: the system has not been asked to take it.
void StreamMember::send_bytes(std::string_view bytes) {
  server_.statistics.bytes_out += bytes.size();
  if (encoding_.protocol().has_boundaries()) {
    send(bytes);
  } else {
    send_apart(bytes);
  }
  if (unsent() <= server_.limits.max_backlog / 4) return;
  flush();
  server_.backpressure.on_backlog(*this);
}

void StreamMember::on_progress(std::size_t) {
  server_.backpressure.on_backlog(*this);
}

// ---------------------------------------------------------------------------- waiting, and the end

void StreamMember::on_hold(bool held) {
  held_ = held;
  hold(held);
  if (!held) resume_timer_.start(milliseconds(0));  // what is left in the decoder comes first
}

void StreamMember::on_too_slow(const std::string& reason) {
  server_.log.line((is_in_room() ? name() + " at " : "") + address_ + ": " + reason);
  server_.room.leave(*this, Departure::unexpectedly);
  close();
}

void StreamMember::on_banned() {
  tell(banned_text);
  finish();
}

void StreamMember::dismiss() {
  join_timer_.stop();
  finish();
}

void StreamMember::on_timer(Timer& timer) {
  if (&timer == &resume_timer_) return take_requests();
  server_.log.line("closing " + address_ + ": it never gave a name");
  close();
}

void StreamMember::on_closed() {
  join_timer_.stop();
  resume_timer_.stop();
  server_.room.leave(*this, Departure::unexpectedly);
  server_.backpressure.forget(static_cast<Sender&>(*this));
  server_.backpressure.forget(static_cast<Receiver&>(*this));
  owner_.on_member_closed(*this);
}

MemberFacts StreamMember::facts() const {
  const auto here = std::chrono::duration_cast<std::chrono::seconds>(now() - here_since_);
  return {messages_, unsent(), static_cast<std::uint64_t>(here.count())};
}

}  // namespace chatlab
