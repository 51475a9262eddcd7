// A batch: many runs in several processes, so that all processors are used and a crash ends one run
// only.
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
  RunFacts facts;  // totals of all runs
};

/// Runs `seeds`; if `stop_early` is true, a process ends at its first failure.
BatchResult run_batch(const std::vector<std::uint64_t>& seeds, std::size_t processes,
                      bool stop_early);

/// Returns the last lines of a run's trace, even if the run crashes.
std::vector<std::string> last_of_trace(std::uint64_t seed, std::size_t lines);

}  // namespace chatlab::simulation
