// The source of every decision in a simulated world: one seed, one sequence of numbers.
//
// The distributions of the standard library differ between compilers. With the generator below, a
// seed means the same run with each of them. xoshiro256** by Blackman and Vigna, seeded by
// splitmix64 as they advise.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace chatlab::simulation {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = mix(seed += 0x9E3779B97F4A7C15u);
  }

  std::uint64_t next() {
    const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17u;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  /// Returns a number from 0 to `count` - 1. The bias of the remainder is too small for a test to
  /// notice.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

  /// Returns a number from `least` to `most`, both included.
  std::size_t between(std::size_t least, std::size_t most) {
    return least + below(most - least + 1);
  }

  /// True once in `count` times; never if `count` is 0, which draws no number.
  bool one_in(std::size_t count) { return count > 0 && below(count) == 0; }

  /// Returns one of the entries of an array or a vector.
  template <typename Container>
  const auto& pick(const Container& all) {
    return all[below(all.size())];
  }

 private:
  static std::uint64_t rotate(std::uint64_t word, unsigned by) {
    return (word << by) | (word >> (64 - by));
  }

  static std::uint64_t mix(std::uint64_t word) {
    word = (word ^ (word >> 30u)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27u)) * 0x94D049BB133111EBu;
    return word ^ (word >> 31u);
  }

  std::array<std::uint64_t, 4> state_ = {};
};

}  // namespace chatlab::simulation
