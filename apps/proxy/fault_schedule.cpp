// The state of a fault: waiting, on, or over.
#include "apps/proxy/fault_schedule.hpp"

#include <algorithm>
#include <limits>

namespace chatlab {
namespace {

// `limit N` is a fault that begins after N bytes.
std::uint64_t bytes_before(const Fault& fault) {
  return fault.kind == Fault::Kind::limit ? fault.amount : fault.after_bytes;
}

}  // namespace

ScheduledFault::ScheduledFault(std::uint64_t rule, const Fault& fault, TimePoint now,
                               std::uint64_t position, bool chosen)
    : rule_(rule),
      fault_(fault),
      state_(chosen ? State::waiting : State::over),
      begins_(now + fault.after_time),
      position_(position + bytes_before(fault)),
      ends_(TimePoint::max()) {}

// A fault that waits for a time begins at that time, even if this function is called later.
bool ScheduledFault::is_on(TimePoint now, std::uint64_t position) {
  if (state_ == State::waiting && now >= begins_ && position >= position_) {
    state_ = State::on;
    const TimePoint began = bytes_before(fault_) == 0 ? begins_ : now;
    if (fault_.for_time) ends_ = began + *fault_.for_time;
  }
  if (state_ == State::on && now >= ends_) state_ = State::over;
  return state_ == State::on;
}

std::optional<std::uint64_t> ScheduledFault::border() const {
  if (state_ != State::waiting) return std::nullopt;
  return position_;
}

// A fault that waits for bytes as well does not begin by time alone.
std::optional<TimePoint> ScheduledFault::next_change(TimePoint now) const {
  const TimePoint change = state_ == State::waiting ? begins_ : ends_;
  if (state_ == State::over || change <= now || change == TimePoint::max()) return std::nullopt;
  return change;
}

void FaultSchedule::add(std::uint64_t rule, const Fault& fault, TimePoint now,
                        std::uint64_t position) {
  const bool chosen = kind_of(fault.kind).per_chunk || dice_.strikes(fault.share);
  faults_.emplace_back(rule, fault, now, position, chosen);
}

void FaultSchedule::remove(std::uint64_t rule) {
  const auto is_of_rule = [rule](const ScheduledFault& fault) { return fault.rule() == rule; };
  faults_.erase(std::remove_if(faults_.begin(), faults_.end(), is_of_rule), faults_.end());
}

bool FaultSchedule::has(Fault::Kind kind) const {
  return std::any_of(faults_.begin(), faults_.end(), [kind](const ScheduledFault& scheduled) {
    return scheduled.fault().kind == kind;
  });
}

ScheduledFault* FaultSchedule::find(Fault::Kind kind, TimePoint now, std::uint64_t position) {
  for (ScheduledFault& scheduled : faults_) {
    if (scheduled.fault().kind == kind && scheduled.is_on(now, position)) return &scheduled;
  }
  return nullptr;
}

std::uint64_t FaultSchedule::next_border(std::uint64_t position, bool per_chunk) const {
  std::uint64_t nearest = std::numeric_limits<std::uint64_t>::max();
  for (const ScheduledFault& scheduled : faults_) {
    if (kind_of(scheduled.fault().kind).per_chunk != per_chunk) continue;
    const std::optional<std::uint64_t> border = scheduled.border();
    if (border && *border > position) nearest = std::min(nearest, *border);
  }
  return nearest;
}

std::optional<TimePoint> FaultSchedule::next_change(TimePoint now) const {
  std::optional<TimePoint> nearest;
  for (const ScheduledFault& scheduled : faults_) {
    nearest = earlier(nearest, scheduled.next_change(now));
  }
  return nearest;
}

TimePoint::duration time_for(std::size_t bytes, std::uint64_t per_second) {
  const std::uint64_t nanoseconds =
      (bytes * std::uint64_t{1000000000} + per_second - 1) / per_second;
  return std::chrono::duration_cast<TimePoint::duration>(std::chrono::nanoseconds(nanoseconds));
}

std::optional<TimePoint> earlier(std::optional<TimePoint> a, std::optional<TimePoint> b) {
  if (!a) return b;
  if (!b) return a;
  return std::min(*a, *b);
}

}  // namespace chatlab
