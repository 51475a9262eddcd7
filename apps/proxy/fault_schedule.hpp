// The faults of one direction of one connection, and which of them are on now.
//
// A fault may begin after a time or after a number of bytes, last for a time, and strike with a
// probability. Time is counted from when the fault was set, or from the connection's beginning if
// that is later; bytes are counted by the caller, from the same moment. Pure: the time is passed
// in.
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
  /// `now` and `position` are what its limits are counted from. `chosen` is false if it does not
  /// strike this connection.
  ScheduledFault(std::uint64_t rule, const Fault& fault, TimePoint now, std::uint64_t position,
                 bool chosen);

  const Fault& fault() const { return fault_; }
  std::uint64_t rule() const { return rule_; }

  /// True if it is on when `position` bytes have passed.
  bool is_on(TimePoint now, std::uint64_t position);

  /// The byte at which it begins: no chunk may cross it. std::nullopt if it has begun.
  std::optional<std::uint64_t> border() const;

  /// When it begins or ends, if that is after `now`; std::nullopt if time changes nothing.
  std::optional<TimePoint> next_change(TimePoint now) const;

  /// For a fault that strikes once: it has struck and is off from now on.
  void strike_once() { state_ = State::over; }

  bool was_reported = false;  // true: the lane has reported that the fault has begun

 private:
  enum class State { waiting, on, over };

  std::uint64_t rule_;
  Fault fault_;
  State state_;
  TimePoint begins_;        // not before this time,
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

/// The depth of a token bucket: under a rate, so much unused time may be made up for.
constexpr std::chrono::milliseconds rate_step{50};

/// How long `bytes` take at `per_second` bytes per second.
TimePoint::duration time_for(std::size_t bytes, std::uint64_t per_second);

/// The earlier of two times, if there are any.
std::optional<TimePoint> earlier(std::optional<TimePoint> a, std::optional<TimePoint> b);

}  // namespace chatlab
