// Finds the member that sent a datagram, and removes members that are silent or unreachable.
#include "apps/server/datagram_endpoint.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <string>
#include <utility>

namespace chatlab {

DatagramEndpoint::DatagramEndpoint(ServerContext& server, SharedEncoding& encoding,
                                   const Address& address)
    : UdpEndpoint(server, encoding, address), silence_(server.reactor.timers(), *this) {}

DatagramEndpoint::~DatagramEndpoint() {
  for (const auto& entry : members_) server().room.leave(*entry.second, Departure::unexpectedly);
  server().reactor.cancel_work(*this);
}

void DatagramEndpoint::stop() {
  silence_.stop();
  server().reactor.cancel_work(*this);
  UdpEndpoint::stop();
}

// A member object is made for every unknown address, and destroyed if it has not joined with this
// datagram, even if that is because there was no memory.
void DatagramEndpoint::receive(std::string_view datagram, const Address& from, const Address& to) {
  auto found = members_.find(from);
  const bool is_stranger = found == members_.end();
  if (is_stranger) {
    if (server().memory.is_short()) return drop(from, "out of memory");
    auto stranger = std::make_unique<DatagramMember>(server(), *this, encoding(), from);
    found = members_.emplace(from, std::move(stranger)).first;
  }
  DatagramMember& member = *found->second;
  try {
    member.receive(datagram, to);
  } catch (const std::bad_alloc&) {
    if (!member.is_in_room()) members_.erase(from);
    throw;
  }
  if (!member.is_in_room()) {
    members_.erase(from);
    return;
  }
  if (is_stranger) recently_removed_.forget(from);
  if (!silence_.is_running()) silence_.start(server().limits.datagram_idle);
}

const std::shared_ptr<const std::string>& DatagramEndpoint::bytes_of(const Event& event) {
  if (event.number != 0 && event.number == event_number_) return bytes_;
  event_number_ = 0;
  bytes_ = std::make_shared<const std::string>(encoding().pieces_of(event).front());
  event_number_ = event.number;
  return bytes_;
}

void DatagramEndpoint::forget(DatagramMember& member) {
  const auto found = members_.find(member.source());
  if (found == members_.end()) return;
  server().reactor.retire(std::move(found->second));
  members_.erase(found);
}

// ------------------------------------------------------------------------- members that are gone

void DatagramEndpoint::on_unreachable(const Address& address) {
  const auto found = members_.find(address);
  if (found != members_.end()) found->second->remove("its port is unreachable");
}

// Removes the member that has been silent for longest, if that is too long. One member per call,
// since many may have fallen silent at once, and each removal is announced to all others.
void DatagramEndpoint::on_work() {
  const auto longest = std::min_element(
      members_.begin(), members_.end(),
      [](const auto& a, const auto& b) { return a.second->last_heard() < b.second->last_heard(); });
  if (longest == members_.end()) return;
  const auto limit = server().limits.datagram_idle;
  DatagramMember& member = *longest->second;
  const TimePoint due = member.last_heard() + limit;
  if (due > now()) return silence_.start(std::chrono::ceil<milliseconds>(due - now()));
  const Address source = member.source();
  member.tell(removed_text);
  member.remove("silent for " + std::to_string(limit.count()) + " seconds");
  recently_removed_.add(source);
  server().reactor.request_work(*this);
}

}  // namespace chatlab
