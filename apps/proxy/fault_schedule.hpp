// The schedule: the faults of one direction of one connection, and which of them are on now.
//
// A fault may begin after a time or after a number of bytes, last for a time, and strike with a
// probability. Time is counted from when the fault was set, or from the connection's beginning if
// that is later. The caller counts bytes, from the same moment. Pure: the time is passed in.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "apps/proxy/dice.hpp"
#include "apps/proxy/fault.hpp"
#include "platform/clock.hpp"

namespace chatlab {

/// One fault and its state in this direction.
class ScheduledFault {
 public:
  /// The fault's limits are counted from `now` and `position`. `chosen` is false if the fault does
  /// not strike this connection.
  ScheduledFault(std::uint64_t rule, const Fault& fault, TimePoint now, std::uint64_t position,
                 bool chosen);

  const Fault& fault() const { return fault_; }
  std::uint64_t rule() const { return rule_; }

  /// True if the fault is on at `now`, when `position` bytes have passed.
  bool is_on(TimePoint now, std::uint64_t position);

  /// The byte at which the fault begins, which no chunk may cross; std::nullopt if it has begun.
  std::optional<std::uint64_t> border() const;

  /// The time at which the fault begins or ends, if that is after `now`; std::nullopt if time
  /// changes nothing.
  std::optional<TimePoint> next_change(TimePoint now) const;

  /// Turns the fault off: it strikes once, and has struck.
  void strike_once() { state_ = State::over; }

  bool was_reported = false;  // true: the lane has reported that the fault has begun

 private:
  enum class State { waiting, on, over };

  std::uint64_t rule_;
  Fault fault_;
  State state_;
  TimePoint begins_;        // does not begin before this time
  std::uint64_t position_;  // and not before this byte
  TimePoint ends_;          // while on: TimePoint::max() if it has no end
};

class FaultSchedule {
 public:
  explicit FaultSchedule(Dice& dice) : dice_(dice) {}

  /// `rule` identifies the fault to remove(). `position` is the number of bytes so far.
  void add(std::uint64_t rule, const Fault& fault, TimePoint now, std::uint64_t position);

  /// Removes the faults of a rule. No effect if there are none.
  void remove(std::uint64_t rule);

  bool is_empty() const { return faults_.empty(); }

  /// True if there is a fault of this kind, on or not.
  bool has(Fault::Kind kind) const;

  /// The first fault of this kind that is on; nullptr if there is none.
  ScheduledFault* find(Fault::Kind kind, TimePoint now, std::uint64_t position);

  /// All faults, in the order in which they were added.
  std::vector<ScheduledFault>& faults() { return faults_; }

  /// The nearest byte after `position` at which a fault of the given sort begins; the largest
  /// number if there is none. `per_chunk` selects the faults that strike chunks, or the others.
  std::uint64_t next_border(std::uint64_t position, bool per_chunk) const;

  /// The nearest time after `now` at which a fault begins or ends.
  std::optional<TimePoint> next_change(TimePoint now) const;

 private:
  Dice& dice_;
  std::vector<ScheduledFault> faults_;
};

/// The depth of the token bucket of a rate: at most so much unused time can be used later.
constexpr std::chrono::milliseconds rate_step{50};

/// The time that `bytes` need at `per_second` bytes per second.
TimePoint::duration time_for(std::size_t bytes, std::uint64_t per_second);

/// The earlier of two times, either of which may be missing.
std::optional<TimePoint> earlier(std::optional<TimePoint> a, std::optional<TimePoint> b);

}  // namespace chatlab
