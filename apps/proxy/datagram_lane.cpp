// The queue of a flow: per-datagram faults strike on the way in, rate, stall and blackhole on the
// way out.
#include "apps/proxy/datagram_lane.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace chatlab {
namespace {

using Kind = Fault::Kind;

// The longest time that a datagram waits to be overtaken.
constexpr Microseconds time_to_be_overtaken{100000};

}  // namespace

void DatagramLane::remove_fault(std::uint64_t rule, TimePoint now) {
  schedule_.remove(rule);
  if (schedule_.has(Kind::delay) || schedule_.has(Kind::reorder)) return;
  for (Waiting& waiting : queue_) waiting.due = std::min(waiting.due, now);
  last_due_ = std::min(last_due_, now);
}

// ---------------------------------------------------------------------------------------------- in

// Duplicates first, then loses or corrupts each copy: in a network, a copy may be lost, too.
void DatagramLane::put(std::string_view datagram, TimePoint now) {
  const std::size_t size = datagram.size();
  const bool is_repeated = is_struck(Kind::duplicate, now, size, "twice");
  for (int copy = 0; copy < (is_repeated ? 2 : 1); ++copy) {
    if (is_struck(Kind::loss, now, size, "dropped")) {
      ++discarded_;
      continue;
    }
    std::string bytes(datagram);
    corrupt(bytes, now);
    const bool is_held = is_struck(Kind::reorder, now, size, "overtaken by the next");
    TimePoint due = now + delay(now, size);
    if (!schedule_.has(Kind::reorder)) due = std::max(due, last_due_);
    last_due_ = std::max(due, last_due_);
    insert(std::move(bytes), due, is_held);
  }
  accepted_ += size;
}

bool DatagramLane::is_struck(Kind kind, TimePoint now, std::size_t bytes,
                             const std::string& detail) {
  for (ScheduledFault& scheduled : schedule_.faults()) {
    const Fault& fault = scheduled.fault();
    if (fault.kind != kind || !scheduled.is_on(now, accepted_)) continue;
    if (!dice_.strikes(fault.share)) continue;
    report(fault, bytes, detail);
    return true;
  }
  return false;
}

Microseconds DatagramLane::delay(TimePoint now, std::size_t bytes) {
  Microseconds sum{0};
  for (ScheduledFault& scheduled : schedule_.faults()) {
    const Fault& fault = scheduled.fault();
    if (fault.kind != Kind::delay || !scheduled.is_on(now, accepted_)) continue;
    if (!dice_.strikes(fault.share)) continue;
    const Microseconds time = fault.time + dice_.around_zero(fault.jitter);
    report(fault, bytes, "for " + duration_text(time));
    sum += time;
  }
  return sum;
}

// Flips one bit. UDP's checksum does not reveal it, since the proxy's system computes a new
// checksum.
void DatagramLane::corrupt(std::string& bytes, TimePoint now) {
  if (bytes.empty() || !is_struck(Kind::corrupt, now, bytes.size(), "one bit")) return;
  const std::uint64_t bit = dice_.below(bytes.size() * 8);
  char& byte = bytes[static_cast<std::size_t>(bit / 8)];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1u << (bit % 8)));
}

void DatagramLane::insert(std::string bytes, TimePoint due, bool is_held) {
  const std::size_t taken = waiting_bytes_ + (queue_.size() + 1) * overhead;
  if (taken + bytes.size() > capacity) {
    ++discarded_;
    ++overflow_;
    return;
  }
  if (is_held) due += time_to_be_overtaken;
  waiting_bytes_ += bytes.size();
  insert_in_order({std::move(bytes), due, is_held});
  if (!is_held) let_held_follow(due);
}

// Behind all datagrams that leave at the same time or earlier: without a delay, the queue is first
// in, first out.
void DatagramLane::insert_in_order(Waiting waiting) {
  auto place = queue_.end();
  while (place != queue_.begin() && std::prev(place)->due > waiting.due) --place;
  queue_.insert(place, std::move(waiting));
}

// The held datagrams have been overtaken by one that leaves at `due`: they leave right after it.
void DatagramLane::let_held_follow(TimePoint due) {
  for (std::size_t i = queue_.size(); i-- > 0;) {
    if (!queue_[i].is_held) continue;
    Waiting held = std::move(queue_[i]);
    queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(i));
    held.is_held = false;
    held.due = due;
    insert_in_order(std::move(held));
  }
}

// --------------------------------------------------------------------------------------------- out

bool DatagramLane::next(TimePoint now, std::string& datagram) {
  wake_.reset();
  while (!queue_.empty()) {
    const Waiting& first = queue_.front();
    if (ScheduledFault* const stall = schedule_.find(Kind::stall, now, passed_)) {
      if (!std::exchange(stall->was_reported, true)) {
        report(stall->fault(), waiting_bytes_, "wait");
      }
      return false;
    }
    if (first.due > now) {
      wake_ = first.due;
      return false;
    }
    if (!has_tokens(now)) return false;
    ScheduledFault* const hole = schedule_.find(Kind::blackhole, now, passed_);
    datagram = leave();
    if (hole == nullptr) return true;
    ++discarded_;
    report(hole->fault(), datagram.size(), "dropped");
  }
  return false;
}

// The rate: a token bucket, stored as the time at which the next datagram may leave.
bool DatagramLane::has_tokens(TimePoint now) {
  ScheduledFault* const rate = schedule_.find(Kind::rate, now, passed_);
  if (rate == nullptr) return true;
  Waiting& first = queue_.front();
  const TimePoint free = std::max({rate_free_, first.due, now - rate_step});
  if (free <= now) {
    rate_free_ = free + time_for(first.bytes.size(), rate->fault().amount);
    return true;
  }
  wake_ = free;
  if (!std::exchange(first.rate_was_told, true)) report(rate->fault(), first.bytes.size(), "waits");
  return false;
}

std::string DatagramLane::leave() {
  std::string bytes = std::move(queue_.front().bytes);
  queue_.pop_front();
  waiting_bytes_ -= bytes.size();
  passed_ += bytes.size();
  return bytes;
}

std::optional<TimePoint> DatagramLane::next_time(TimePoint now) const {
  return earlier(wake_, schedule_.next_change(now));
}

std::size_t DatagramLane::drain_overflow() {
  return std::exchange(overflow_, 0);
}

}  // namespace chatlab
