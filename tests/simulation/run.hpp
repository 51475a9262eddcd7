// One run: a world, a server and its clients, all determined by one seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace chatlab::simulation {

/// The counts of a run, which reveal runs that test nothing.
struct RunFacts {
  std::uint64_t turns = 0;
  std::uint64_t entries = 0;     // events of the room
  std::uint64_t deliveries = 0;  // sent to members
  std::uint64_t congestions = 0;
  std::uint64_t given_up = 0;  // for reading too slowly
  std::uint64_t refused = 0;
  std::uint64_t relayed = 0;  // connections through a proxy
};

/// Adds each count of `facts` to that of `sum`.
void add(RunFacts& sum, const RunFacts& facts);

struct RunResult {
  std::string failure;  // empty if all invariants held
  RunFacts facts;
};

/// Runs `seed`. Calls `trace`, if it is not empty, with each line of the trace.
RunResult run_seed(std::uint64_t seed, std::function<void(const std::string&)> trace = {});

/// True if two runs of `seed` have the same trace to the last byte.
bool repeats_exactly(std::uint64_t seed);

}  // namespace chatlab::simulation
