// A lane for datagrams: one direction of one UDP flow, with its faults. Datagrams and a time in,
// datagrams and times out.
//
// The counterpart of StreamLane. UDP guarantees nothing, so a datagram here may be lost, repeated,
// overtaken or corrupted. It is never cut or joined to another. Pure: the same seed, datagrams and
// times give the same output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "apps/proxy/lane.hpp"

namespace chatlab {

class DatagramLane : public Lane {
 public:
  explicit DatagramLane(std::uint64_t seed) : Lane(seed) {}

  /// As in StreamLane.
  void remove_fault(std::uint64_t rule, TimePoint now);

  /// UDP can't push back: a datagram that does not fit is dropped, as in a router.
  void put(std::string_view datagram, TimePoint now);

  /// Moves the datagram that leaves now into `datagram`. Returns false if no datagram leaves now.
  bool next(TimePoint now, std::string& datagram);

  /// The time at which next() may return a datagram without a further put(); std::nullopt if time
  /// changes nothing.
  std::optional<TimePoint> next_time(TimePoint now) const;

  /// Returns how many datagrams were dropped since the last call because too many bytes waited.
  std::size_t drain_overflow();

 private:
  struct Waiting {
    std::string bytes;
    TimePoint due;
    bool is_held;  // true: waits until the next datagram has overtaken it
    bool rate_was_told = false;
  };

  bool is_struck(Fault::Kind kind, TimePoint now, std::size_t bytes, const std::string& detail);
  Microseconds delay(TimePoint now, std::size_t bytes);
  void corrupt(std::string& bytes, TimePoint now);
  void insert(std::string bytes, TimePoint due, bool is_held);
  void insert_in_order(Waiting waiting);
  void let_held_follow(TimePoint due);
  bool has_tokens(TimePoint now);
  std::string leave();

  std::deque<Waiting> queue_;  // in the order in which they leave
  std::size_t overflow_ = 0;   // datagrams
};

}  // namespace chatlab
