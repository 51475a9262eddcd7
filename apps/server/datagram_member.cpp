// Turns requests into events of the room, and events into datagrams; limits what forged requests
// can cause.
#include "apps/server/datagram_member.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"
#include "apps/server/datagram_endpoint.hpp"
#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

// A forged source address makes the server send its answer to a victim, and an answer longer than
// its request multiplies an attacker's bytes: a reflection attack. The protocol can't verify
// addresses. So an answer to a member alone (to /who, for example) is limited to this many times
// the bytes of its request. QUIC's limit is three times (RFC 9000 section 8.1), but the welcome
// alone is five times as long as its request. What a removed member is told, once, is longer.
constexpr std::size_t most_amplification = 10;

}  // namespace

DatagramMember::DatagramMember(ServerContext& server, DatagramEndpoint& endpoint,
                               SharedEncoding& encoding, const Address& source)
    : server_(server),
      endpoint_(endpoint),
      encoding_(encoding),
      source_(source),
      address_(source.to_string()),
      decoder_(encoding.protocol().make_request_decoder(server.limits.max_message)),
      here_since_(now()),
      last_heard_(here_since_) {}

// ----------------------------------------------------------------------- from the wire to the room

void DatagramMember::receive(std::string_view datagram, const Address& to) {
  our_address_ = to;
  last_heard_ = now();
  longest_answer_ = most_amplification * datagram.size();
  decoder_->feed(datagram);
  Request& request = endpoint_.request();
  while (decoder_->next(request)) {
    tell_message(encoding_.protocol(), request);
    dispatch(request);
  }
}

void DatagramMember::dispatch(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return join(request.text);
    case Request::Kind::say:
      return say(request.text);
    case Request::Kind::leave:
      return is_in_room() ? leave(Departure::by_own_word) : endpoint_.drop(source_);
    case Request::Kind::malformed:
      return endpoint_.drop(source_, request.text);
  }
}

// UDP may repeat a datagram, so a request with the name that the member has is only answered. With
// another name, the member leaves and joins again.
void DatagramMember::join(const std::string& name) {
  if (is_in_room() && name_key(name) == name_key(this->name())) return on_welcome();
  if (!is_allowed(endpoint_.share(), name, {})) return endpoint_.drop(source_);
  leave(Departure::by_own_word);
  const std::uint64_t before = server_.room.volume();
  here_since_ = now();
  messages_ = 0;
  const std::optional<Refusal> refusal = server_.room.join(*this, name);
  if (refusal) return refuse(*refusal, name);
  charge(endpoint_.share(), before);
}

void DatagramMember::refuse(Refusal refusal, const std::string& name) {
  const std::string_view reason = refusal_text(refusal);
  ++server_.statistics.refused;
  server_.log.refusal(*this, name, reason);
  send(encoding_.protocol().encode_refusal(reason));
}

void DatagramMember::say(const std::string& text) {
  if (!is_in_room()) return decline();
  if (!is_allowed(share_, name(), text)) return endpoint_.drop(source_);
  ++messages_;
  ++server_.statistics.messages_in;
  const std::uint64_t before = server_.room.volume();
  server_.commands.dispatch(*this, text);
  charge(share_, before);
}

// A client that has not joined gets no answer: its address may be forged, and the answer would
// reach a victim. Only a member that was removed recently is told so.
void DatagramMember::decline() {
  if (endpoint_.has_news_for(source_)) tell(removed_text);
  endpoint_.drop(source_);
}

void DatagramMember::leave(Departure departure) {
  const std::uint64_t before = server_.room.volume();
  server_.room.leave(*this, departure);
  charge(endpoint_.share(), before);
}

bool DatagramMember::is_allowed(const Share& payer, std::string_view name,
                                std::string_view text) const {
  return server_.backpressure.allows(payer, delivery_size(name, text));
}

// Charges for what the room has delivered since its volume was `volume_before`.
void DatagramMember::charge(Share& payer, std::uint64_t volume_before) {
  server_.backpressure.charge(payer, server_.room.volume() - volume_before);
}

// ----------------------------------------------------------------------- from the room to the wire

void DatagramMember::on_welcome() {
  try {
    send(encoding_.protocol().encode_welcome());
  } catch (const std::bad_alloc&) {
    ++server_.statistics.datagrams_unsent;
  }
}

void DatagramMember::deliver(const Event& event) {
  ++server_.statistics.messages_out;
  const bool is_answer = event.recipient == this && event.subject == nullptr;
  try {
    if (is_answer) return answer(event);
    send(endpoint_.bytes_of(event));
  } catch (const std::bad_alloc&) {
    ++server_.statistics.datagrams_unsent;
  }
}

// One datagram gets one answer at most, which is cut if it is too long.
void DatagramMember::answer(const Event& event) {
  const Protocol& protocol = encoding_.protocol();
  const std::size_t without_text = protocol.encode_event(event).size() - event.text.size();
  Event cut = event;
  cut.text = shortened(event.text, longest_answer_ - std::min(longest_answer_, without_text));
  if (cut.text.empty()) {
    ++server_.statistics.datagrams_unsent;
    return;
  }
  send(protocol.encode_event(cut));
}

void DatagramMember::tell(std::string_view text) {
  send(endpoint_.bytes_of(words_to(*this, text)));
}

void DatagramMember::send(std::string bytes) {
  send(std::make_shared<const std::string>(std::move(bytes)));
}

void DatagramMember::send(std::shared_ptr<const std::string> bytes) {
  endpoint_.send({std::move(bytes), source_, our_address_});
}

// ---------------------------------------------------------------------------------------- the end

void DatagramMember::remove(const std::string& reason) {
  server_.log.line(name() + " at " + address_ + ": " + reason);
  leave(Departure::unexpectedly);
  endpoint_.forget(*this);
}

void DatagramMember::on_banned() {
  tell(banned_text);
  endpoint_.forget(*this);
}

MemberFacts DatagramMember::facts() const {
  const auto here = std::chrono::duration_cast<std::chrono::seconds>(now() - here_since_);
  return {messages_, 0, static_cast<std::uint64_t>(here.count())};
}

}  // namespace chatlab
