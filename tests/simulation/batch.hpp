// Many runs, in several processes: so that all processors work, and a run that crashes ends alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/simulation/run.hpp"

namespace chatlab::simulation {

struct FailedSeed {
  std::uint64_t seed;
  std::string what;
};

struct BatchResult {
  std::vector<FailedSeed> failed;
  RunFacts facts;  // of all together
};

/// Runs `seeds`; a process ends at its first failure where `stop_early`.
BatchResult run_batch(const std::vector<std::uint64_t>& seeds, std::size_t processes,
                      bool stop_early);

/// The last lines of a run's trace, also where it crashes.
std::vector<std::string> last_of_trace(std::uint64_t seed, std::size_t lines);

/// Whether two runs of `seed` leave the same trace to the last byte.
bool repeats_exactly(std::uint64_t seed);

}  // namespace chatlab::simulation
