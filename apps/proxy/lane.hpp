// A lane: one direction of a connection or of a UDP flow. This class is what both sorts of lanes
// have in common: faults, chance, and counts of what waits, has passed and was discarded.
//
// StreamLane and DatagramLane are the queues: bytes and a time in, bytes and times out. Pure: no
// socket and no clock; the same seed, input and times give the same output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/proxy/dice.hpp"
#include "apps/proxy/fault_schedule.hpp"
#include "apps/proxy/strike.hpp"
#include "platform/clock.hpp"

namespace chatlab {

class Lane {
 public:
  /// The most bytes that wait, including `overhead` for each chunk or datagram.
  static constexpr std::size_t capacity = 256 * 1024;

  /// Adds a fault, whose limits are counted from now on. `rule` identifies it for remove_fault().
  void add_fault(std::uint64_t rule, const Fault& fault, TimePoint now);

  std::size_t waiting() const { return waiting_bytes_; }
  std::uint64_t passed() const { return passed_; }

  /// In bytes for a stream, in datagrams for UDP.
  std::uint64_t discarded() const { return discarded_; }

  /// Returns what the faults did since the last call.
  std::vector<Strike> drain_strikes();

 protected:
  /// The memory of a chunk or datagram besides its bytes: many small ones must not use more memory
  /// than large ones.
  static constexpr std::size_t overhead = 64;

  /// `seed` determines everything that is random in this lane.
  explicit Lane(std::uint64_t seed) : dice_(seed), schedule_(dice_) {}
  ~Lane() = default;

  void report(const Fault& fault, std::size_t bytes, const std::string& detail = {});

  Dice dice_;
  FaultSchedule schedule_;
  std::size_t waiting_bytes_ = 0;
  TimePoint last_due_ = TimePoint::min();   // of the last chunk or datagram
  TimePoint rate_free_ = TimePoint::min();  // when the next may leave under the rate
  std::optional<TimePoint> wake_;           // when what waits may leave
  std::uint64_t accepted_ = 0;              // bytes in
  std::uint64_t passed_ = 0;                // bytes out, including those that a fault discarded
  std::uint64_t discarded_ = 0;

 private:
  std::vector<Strike> strikes_;
};

}  // namespace chatlab
