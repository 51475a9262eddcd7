// The source of all chance in the proxy: one seed gives one sequence of numbers.
//
// The distributions of the standard library differ between its implementations, so a seed would
// mean another run on another system. SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom
// Number Generators, 2014) is five lines with eight bytes of state. Each direction of each
// connection has its own generator, so that one connection's traffic does not change the faults of
// another.
#pragma once

#include <cstdint>

#include "apps/proxy/units.hpp"

namespace chatlab {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  /// One of many independent generators with the same seed, selected by `stream`.
  Dice(std::uint64_t seed, std::uint64_t stream) : state_(Dice(seed).next() ^ stream) {
    state_ = next();
  }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30u)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27u)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31u);
  }

  /// Returns a number from 0 to `count` - 1. The bias of the remainder is too small to be noticed.
  std::uint64_t below(std::uint64_t count) { return next() % count; }

  /// True with the probability `share`. Draws no number if that is certain.
  bool strikes(Millionths share) { return share >= certainly || below(certainly) < share; }

  /// Returns a time from -`most` to +`most`. Draws no number if `most` is 0.
  Microseconds around_zero(Microseconds most) {
    if (most.count() == 0) return most;
    const auto range = static_cast<std::uint64_t>(most.count());
    return Microseconds(below(2 * range + 1)) - most;
  }

 private:
  std::uint64_t state_;
};

}  // namespace chatlab
