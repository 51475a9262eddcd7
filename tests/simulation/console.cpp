// Reads from the simulated standard input, with short and refused reads.
#include "tests/simulation/console.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace chatlab::simulation {
namespace {

Surroundings* current = nullptr;

}  // namespace

Surroundings::Surroundings() {
  current = this;
  world().attach_standard_input(keyboard);
}

Surroundings::~Surroundings() {
  current = nullptr;
}

Surroundings& surroundings() {
  assert(current != nullptr);
  return *current;
}

IoResult Keyboard::read(char* buffer, std::size_t size) {
  if (typed_.empty()) return ended_ ? IoResult::closed() : IoResult::would_block();
  if (world().random().one_in(world().weather().refused_io)) return IoResult::would_block();
  std::size_t taken = std::min(size, typed_.size());
  if (world().random().one_in(world().weather().short_io)) {
    taken = world().random().between(1, taken);
  }
  std::memcpy(buffer, typed_.data(), taken);
  typed_.erase(0, taken);
  return IoResult::done(taken);
}

}  // namespace chatlab::simulation
