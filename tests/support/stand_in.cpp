// Accepts, sends and receives when the test pumps.
#include "tests/support/stand_in.hpp"

#include <array>
#include <utility>

namespace chatlab {

StreamStandIn::StreamStandIn(const std::string& ip) : listener_(*Address::parse(ip, 0)) {}

void StreamStandIn::pump() {
  const TimePoint before = std::exchange(pumped_, now());
  if (!client_) {
    Accepted accepted = listener_.accept();
    if (accepted.result.status != IoStatus::done) return;
    client_.emplace(std::move(accepted.socket));
  }
  if (!client_->socket.is_open()) return;
  outgoing_.erase(0, client_->send(outgoing_));
  if (!reads) return;
  client_->drain();
  if (client_->received.empty()) return;
  heard_ += client_->received;
  chunks_.push_back({std::exchange(client_->received, {}), before, now()});
}

bool StreamStandIn::has_unread() const {
  return client_ && await_readable(client_->socket.handle(), milliseconds(1));
}

void DatagramStandIn::pump() {
  if (!socket_.is_open()) return;
  const TimePoint before = std::exchange(pumped_, now());
  std::array<char, 65536> buffer;
  for (;;) {
    const ReceivedDatagram received = socket_.receive(buffer.data(), buffer.size());
    if (received.result.status == IoStatus::would_block) return;
    if (received.result.status == IoStatus::error) continue;  // the client's port is gone
    last_ = received.from;
    heard_.push_back({std::string(buffer.data(), received.result.bytes), before, now()});
  }
}

}  // namespace chatlab
