// Helpers for tests of lanes, with a clock that only the test advances.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/proxy/datagram_lane.hpp"
#include "apps/proxy/fault.hpp"
#include "apps/proxy/stream_lane.hpp"

namespace chatlab {

/// A made-up time, in milliseconds since the beginning.
inline TimePoint at(long long time) {
  return TimePoint(milliseconds(1000000 + time));
}

/// Bytes that left a lane, and the time.
struct Departure {
  long long time;  // in milliseconds since the beginning, rounded down
  std::string text;
  friend bool operator==(const Departure& a, const Departure& b) {
    return a.time == b.time && a.text == b.text;
  }
};

inline std::ostream& operator<<(std::ostream& out, const Departure& departure) {
  return out << departure.time << " ms: " << departure.text;
}

inline long long milliseconds_since_beginning(TimePoint time) {
  return std::chrono::duration_cast<milliseconds>(time - at(0)).count();
}

/// Lets a stream lane run until `end`. Records what leaves it: bytes, or `<end>`, `<reset>`,
/// `<close>`.
inline void run(StreamLane& lane, TimePoint now, TimePoint end,
                std::vector<Departure>& departures) {
  using Kind = StreamLane::Output::Kind;
  while (true) {
    StreamLane::Output output = lane.next(now, true);
    for (; output.kind != Kind::nothing; output = lane.next(now, true)) {
      std::string text(output.bytes);
      if (output.kind == Kind::end) text = "<end>";
      if (output.kind == Kind::close) text = "<close>";
      if (output.kind == Kind::reset) text = "<reset>";
      departures.push_back({milliseconds_since_beginning(now), std::move(text)});
    }
    const std::optional<TimePoint> next = lane.next_time(now);
    if (!next || *next > end) return;
    now = *next;
  }
}

inline void run(DatagramLane& lane, TimePoint now, TimePoint end,
                std::vector<Departure>& departures) {
  while (true) {
    std::string datagram;
    while (lane.next(now, datagram)) {
      departures.push_back({milliseconds_since_beginning(now), datagram});
    }
    const std::optional<TimePoint> next = lane.next_time(now);
    if (!next || *next > end) return;
    now = *next;
  }
}

/// True if `count` out of `trials` is within five standard deviations of a binomial distribution
/// with the probability `share`, which one run in two million exceeds.
inline bool is_binomial(std::size_t count, std::size_t trials, Millionths share) {
  const double p = share / 1e6;
  const double n = static_cast<double>(trials);
  const double deviation = std::sqrt(n * p * (1 - p));
  return std::abs(static_cast<double>(count) - n * p) <= 5 * deviation;
}

}  // namespace chatlab
