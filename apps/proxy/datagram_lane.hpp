// One direction of one UDP flow, with its faults: datagrams and a time in, datagrams and times out.
//
// The counterpart of StreamLane. UDP promises nothing, so here everything that can happen to a
// datagram does: it is lost, repeated, overtaken or corrupted. Only one thing is never done to it:
// it is not cut or joined. Pure: the same seed, datagrams and times give the same output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/proxy/dice.hpp"
#include "apps/proxy/fault_schedule.hpp"
#include "apps/proxy/strike.hpp"
#include "platform/clock.hpp"

namespace chatlab {

class DatagramLane {
 public:
  /// The most bytes that wait, each datagram's own bookkeeping included. UDP can't push back: a
  /// datagram for which there is no room is dropped, as in a router.
  static constexpr std::size_t capacity = 256 * 1024;

  explicit DatagramLane(std::uint64_t seed) : dice_(seed), schedule_(dice_) {}

  /// As in StreamLane.
  void add_fault(std::uint64_t rule, const Fault& fault, TimePoint now);
  void remove_fault(std::uint64_t rule, TimePoint now);

  void put(std::string_view datagram, TimePoint now);

  /// Moves the datagram that leaves now into `datagram`. Returns false if none does.
  bool next(TimePoint now, std::string& datagram);

  /// When next() may return another datagram although none was put in; std::nullopt if time
  /// changes nothing.
  std::optional<TimePoint> next_time(TimePoint now) const;

  std::size_t waiting() const { return waiting_bytes_; }
  std::uint64_t passed() const { return passed_; }
  std::uint64_t discarded() const { return discarded_; }

  std::vector<Strike> drain_strikes();

  /// How many datagrams were dropped since the last call because too many waited.
  std::size_t drain_overflow();

 private:
  struct Waiting {
    std::string bytes;
    TimePoint due;
    bool is_held;  // true: it is to be overtaken by the next datagram
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
  void report(const Fault& fault, std::size_t bytes, const std::string& detail);

  Dice dice_;
  FaultSchedule schedule_;
  std::deque<Waiting> queue_;  // in the order in which they leave
  std::size_t waiting_bytes_ = 0;
  TimePoint last_due_ = TimePoint::min();
  TimePoint rate_free_ = TimePoint::min();
  std::optional<TimePoint> wake_;
  std::uint64_t accepted_ = 0;
  std::uint64_t passed_ = 0;
  std::uint64_t discarded_ = 0;
  std::size_t overflow_ = 0;
  std::vector<Strike> strikes_;
};

}  // namespace chatlab
