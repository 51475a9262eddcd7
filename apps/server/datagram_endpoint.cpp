#include "apps/server/datagram_endpoint.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace chatlab {

DatagramEndpoint::DatagramEndpoint(ServerContext& server, SharedEncoding& encoding,
                                   const Address& address)
    : UdpEndpoint(server, encoding, address), silence_(server.reactor.timers(), *this) {}

DatagramEndpoint::~DatagramEndpoint() = default;

void DatagramEndpoint::stop() {
  silence_.stop();
  UdpEndpoint::stop();
}

// A stranger is a member that has not joined; one that still has not afterwards is forgotten.
void DatagramEndpoint::receive(std::string_view datagram, const Address& from, const Address& to) {
  std::unique_ptr<DatagramMember>& found = members_[from];
  const bool is_stranger = found == nullptr;
  if (is_stranger) {
    found = std::make_unique<DatagramMember>(server(), *this, encoding(), from);
  }
  DatagramMember& member = *found;
  member.receive(datagram, to);
  if (!member.is_in_room()) return forget(member);
  if (is_stranger) recently_removed_.forget(from);
  if (!silence_.is_running()) silence_.start(server().limits.datagram_idle);
}

void DatagramEndpoint::forget(DatagramMember& member) {
  const auto found = members_.find(member.source());
  if (found == members_.end() || found->second.get() != &member) return;
  server().backpressure.forget(member);
  server().reactor.retire(std::move(found->second));
  members_.erase(found);
}

// ---------------------------------------------------------------------------- members that are
// gone

void DatagramEndpoint::on_unreachable(const Address& address) {
  const auto found = members_.find(address);
  if (found != members_.end()) found->second->remove("its port is unreachable");
}

void DatagramEndpoint::remove_silent_members() {
  const auto limit = server().limits.datagram_idle;
  const TimePoint current = now();
  TimePoint next = current + limit;
  std::vector<DatagramMember*> silent;
  for (const auto& [source, member] : members_) {
    const TimePoint due = member->last_heard() + limit;
    if (due <= current) {
      silent.push_back(member.get());
    } else {
      next = std::min(next, due);
    }
  }
  for (DatagramMember* member : silent) {
    member->tell(removed_text);
    member->remove("silent for " + std::to_string(limit.count()) + " seconds");
    recently_removed_.add(member->source());
  }
  if (!members_.empty()) silence_.start(std::chrono::ceil<milliseconds>(next - current));
}

}  // namespace chatlab
