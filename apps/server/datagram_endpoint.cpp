#include "apps/server/datagram_endpoint.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "apps/chat/name.hpp"

namespace chatlab {

DatagramEndpoint::DatagramEndpoint(ServerContext& server, SharedEncoding& encoding,
                                   const Address& address)
    : UdpEndpoint(server, encoding, address),
      idle_timer_(server.reactor.timers(), *this),
      parting_timer_(server.reactor.timers(), *this) {}

DatagramEndpoint::~DatagramEndpoint() = default;

// ----------------------------------------------------------------------- from the wire to the room

// A stranger who does not ask to join gets no answer, not even a refusal: its address may be
// forged, and the answer would hit somebody else.
void DatagramEndpoint::on_datagram(std::string_view datagram, const Address& from) {
  const auto known = members_.find(from);
  std::unique_ptr<DatagramMember> stranger;
  if (known == members_.end()) {
    stranger = std::make_unique<DatagramMember>(
        *this, from, encoding().protocol().make_request_decoder(server().limits.max_message));
  }
  DatagramMember& member = stranger ? *stranger : *known->second;
  member.note_heard();
  member.decoder().feed(datagram);
  Request request;
  while (member.decoder().next(request)) take(request, member);
  if (stranger && stranger->is_in_room()) members_.emplace(from, std::move(stranger));
  if (!members_.empty() && !idle_timer_.is_running()) {
    idle_timer_.start(server().limits.datagram_idle);
  }
}

void DatagramEndpoint::take(const Request& request, DatagramMember& member) {
  if (request.kind == Request::Kind::malformed) return drop(member.source(), request.text);
  if (request.kind == Request::Kind::join) return join(request.text, member);
  if (!member.is_in_room()) return drop(member.source());
  if (request.kind == Request::Kind::leave) return leave(member, Departure::by_own_word);
  say(request.text, member);
}

// UDP may repeat a datagram, so the same name again is no news. Another name is another person.
void DatagramEndpoint::join(const std::string& name, DatagramMember& member) {
  if (member.is_in_room() && name_key(name) == name_key(member.name())) return welcome(member);
  server().room.leave(member, Departure::by_own_word);
  const std::optional<Refusal> refusal = server().room.join(member, name);
  if (!refusal) return;
  const std::string_view reason = refusal_text(*refusal);
  ++server().statistics.refused;
  server().log.refusal(member, name, reason);
  send(encoding().protocol().encode_refusal(reason), member.source());
  part(member);
}

void DatagramEndpoint::say(const std::string& text, DatagramMember& member) {
  if (server().backpressure.is_over_share(member)) return drop(member.source());
  member.count_message();
  ++server().statistics.messages_in;
  server().commands.take(member, text);
  server().backpressure.charge(member, text.size() + member.name().size());
}

void DatagramEndpoint::leave(DatagramMember& member, Departure departure) {
  server().room.leave(member, departure);
  part(member);
}

// ----------------------------------------------------------------------- from the room to the wire

void DatagramEndpoint::welcome(const DatagramMember& member) {
  send(encoding().protocol().encode_welcome(), member.source());
}

void DatagramEndpoint::deliver(const Event& event, const DatagramMember& member) {
  ++server().statistics.messages_out;
  send(encoding().of(event), member.source());
}

void DatagramEndpoint::tell(const Event& event, const DatagramMember& member) {
  send(encoding().protocol().encode_event(event), member.source());
}

// ---------------------------------------------------------------------------------------- the end

void DatagramEndpoint::part(DatagramMember& member) {
  server().backpressure.forget(member);
  const auto found = members_.find(member.source());
  if (found == members_.end() || found->second.get() != &member) return;  // never was a member
  parted_.push_back(std::move(found->second));
  members_.erase(found);
  parting_timer_.start(milliseconds(0));
}

void DatagramEndpoint::on_timer(Timer& timer) {
  if (&timer == &parting_timer_) return parted_.clear();
  remove_idle_members();
}

void DatagramEndpoint::remove_idle_members() {
  const auto limit = server().limits.datagram_idle;
  const TimePoint current = now();
  TimePoint next = current + limit;
  std::vector<DatagramMember*> idle;
  for (const auto& [source, member] : members_) {
    const TimePoint due = member->last_heard() + limit;
    if (due <= current) {
      idle.push_back(member.get());
    } else {
      next = std::min(next, due);
    }
  }
  for (DatagramMember* member : idle) {
    server().log.line(member->name() + " at " + member->address() + ": silent for " +
                      std::to_string(limit.count()) + " seconds");
    leave(*member, Departure::unexpectedly);
  }
  if (!members_.empty()) idle_timer_.start(std::chrono::ceil<milliseconds>(next - current));
}

}  // namespace chatlab
