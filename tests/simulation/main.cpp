// simulate: runs the server in simulated worlds, one per seed, and reports the seeds that failed.

#include <algorithm>
#include <cinttypes>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "apps/options.hpp"
#include "apps/protocols/registry.hpp"
#include "tests/simulation/batch.hpp"
#include "tests/support/dialects.hpp"

namespace chatlab::simulation {
namespace {

constexpr const char* help = R"(usage: simulate [OPTION]...
Runs chat-server in a simulated world; one seed determines everything that happens.

  --seeds ci|FIRST-LAST   which seeds to run (ci: those of every check)
  --processes N           how many in parallel (2)
  --seed N                run one seed
  --trace                 and print everything that happens in it
  --until-found           stop at the first failure
)";

// The seeds of every check: this range, then the seeds that once found a bug.
constexpr std::uint64_t first_of_ci = 1;
constexpr std::uint64_t last_of_ci = 3000;
constexpr std::uint64_t once_found[] = {3078, 3406};

// One of so many seeds is run twice, to check that its trace is the same.
constexpr std::uint64_t repeated = 150;

constexpr std::uint64_t most_seeds = 10000000;
constexpr std::size_t lines_of_trace = 60;
constexpr std::size_t most_traces = 3;

std::vector<std::uint64_t> range(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t seed = first; seed <= last; ++seed) seeds.push_back(seed);
  return seeds;
}

std::vector<std::uint64_t> parse_seeds(const std::string& text) {
  if (text == "ci") {
    std::vector<std::uint64_t> seeds = range(first_of_ci, last_of_ci);
    seeds.insert(seeds.end(), std::begin(once_found), std::end(once_found));
    return seeds;
  }
  const std::size_t dash = text.find('-');
  const Options bounds({{"first", "N"}, {"last", "N"}},
                       {"--first", text.substr(0, dash), "--last",
                        dash == std::string::npos ? text : text.substr(dash + 1)});
  const std::uint64_t first = bounds.number("first", 0, 0, UINT64_MAX - most_seeds);
  return range(first, bounds.number("last", 0, first, first + most_seeds));
}

void show_failure(const FailedSeed& failed, bool with_trace) {
  if (with_trace) {
    for (const std::string& line : last_of_trace(failed.seed, lines_of_trace)) {
      std::printf("%s\n", line.c_str());
    }
  }
  std::printf("[  FAILED  ] seed %" PRIu64 ": %s\n", failed.seed, failed.what.c_str());
  std::printf("             build/tests/simulate --seed %" PRIu64 " --trace\n\n", failed.seed);
}

std::vector<FailedSeed> check_repetition(const std::vector<std::uint64_t>& seeds,
                                         std::size_t& tests) {
  std::vector<FailedSeed> failed;
  for (std::size_t i = 0; i < seeds.size(); i += repeated) {
    ++tests;
    if (!repeats_exactly(seeds[i])) failed.push_back({seeds[i], "two runs of it differ"});
  }
  return failed;
}

int run_one(std::uint64_t seed, bool with_trace) {
  const auto print = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
  const RunResult result = with_trace ? run_seed(seed, print) : run_seed(seed);
  if (result.failure.empty()) {
    std::printf("[  PASSED  ] 1 test.\n");
    return 0;
  }
  show_failure({seed, result.failure}, false);
  std::printf(" 1 FAILED TEST\n");
  return 1;
}

// Runs the seeds in slices, so that all processes stop soon after a failure.
int run_until_found(const std::vector<std::uint64_t>& seeds, std::size_t processes) {
  constexpr std::size_t slice = 100;
  for (std::size_t start = 0; start < seeds.size(); start += slice) {
    const auto first = seeds.begin() + static_cast<std::ptrdiff_t>(start);
    const auto size = std::min(slice, seeds.size() - start);
    const BatchResult result =
        run_batch({first, first + static_cast<std::ptrdiff_t>(size)}, processes, true);
    if (result.failed.empty()) continue;
    std::printf("%" PRIu64 ": %s\n", result.failed[0].seed, result.failed[0].what.c_str());
    return 1;
  }
  return 0;
}

int run_many(const std::vector<std::uint64_t>& seeds, std::size_t processes) {
  std::size_t tests = seeds.size();
  BatchResult result = run_batch(seeds, processes, false);
  if (result.failed.empty()) result.failed = check_repetition(seeds, tests);
  for (std::size_t i = 0; i < result.failed.size(); ++i) {
    show_failure(result.failed[i], i < most_traces);
  }
  const RunFacts& all = result.facts;
  std::printf("%zu runs: %" PRIu64 " turns, %" PRIu64 " events in the rooms, %" PRIu64
              " deliveries, %" PRIu64 " refusals, %" PRIu64 " congestions, %" PRIu64
              " members given up, %" PRIu64 " connections through a proxy\n",
              seeds.size(), all.turns, all.entries, all.deliveries, all.refused, all.congestions,
              all.given_up, all.relayed);
  const std::size_t failures = result.failed.size();
  std::printf("[  PASSED  ] %zu tests.\n", tests - failures);
  if (failures > 0) std::printf(" %zu FAILED TEST%s\n", failures, failures == 1 ? "" : "S");
  return failures == 0 ? 0 : 1;
}

// Throws if a registered protocol has no dialect.
void require_dialects() {
  for (const Protocol* protocol : all_protocols()) dialect_of(protocol->name());
}

int run(const std::vector<std::string>& arguments) {
  const Options options({{"seeds", "ci|FIRST-LAST"},
                         {"processes", "N"},
                         {"seed", "N"},
                         {"trace", ""},
                         {"until-found", ""},
                         {"help", ""}},
                        arguments);
  if (options.has("help")) return std::fputs(help, stdout) < 0;
  require_dialects();
  if (options.has("seed")) {
    return run_one(options.number("seed", 0, 0, UINT64_MAX), options.has("trace"));
  }
  const std::vector<std::uint64_t> seeds = parse_seeds(options.value("seeds", "ci"));
  const std::size_t processes = options.number("processes", 2, 1, 64);
  return options.has("until-found") ? run_until_found(seeds, processes)
                                    : run_many(seeds, processes);
}

}  // namespace
}  // namespace chatlab::simulation

int main(int argc, char** argv) {
  try {
    return chatlab::simulation::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "simulate: %s\n", error.what());
    return 2;
  }
}
