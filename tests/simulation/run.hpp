// One run: a world, a server and its clients, all drawn from one seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace chatlab::simulation {

/// What a run amounted to, so that a test that tests nothing is noticed.
struct RunFacts {
  std::uint64_t turns = 0;
  std::uint64_t entries = 0;     // taken by the room
  std::uint64_t deliveries = 0;  // sent to members
  std::uint64_t congestions = 0;
  std::uint64_t given_up = 0;  // for reading too slowly
  std::uint64_t refused = 0;
};

struct RunResult {
  std::string failure;  // empty where all invariants held
  RunFacts facts;
};

/// `trace` is given each line of the trace, where it is not empty.
RunResult run_seed(std::uint64_t seed, std::function<void(const std::string&)> trace = {});

}  // namespace chatlab::simulation
