// A batch on systems without fork(2): all runs in this process, one after the other. So the first
// crash ends the batch, and says which seed it was.
#include "tests/simulation/batch.hpp"

#include <algorithm>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace chatlab::simulation {
namespace {

volatile std::uint64_t current = 0;  // the seed that runs

void on_crash(int) {
  std::printf("%" PRIu64 ": crashed\n", static_cast<std::uint64_t>(current));
  std::fflush(stdout);
  std::_Exit(1);
}

}  // namespace

BatchResult run_batch(const std::vector<std::uint64_t>& seeds, std::size_t, bool stop_early) {
  std::signal(SIGSEGV, on_crash);
  std::signal(SIGABRT, on_crash);
  BatchResult result;
  for (const std::uint64_t seed : seeds) {
    current = seed;
    const RunResult run = run_seed(seed);
    add(result.facts, run.facts);
    if (run.failure.empty()) continue;
    result.failed.push_back({seed, run.failure});
    if (stop_early) break;
  }
  return result;
}

std::vector<std::string> last_of_trace(std::uint64_t seed, std::size_t lines) {
  std::vector<std::string> last;
  current = seed;
  run_seed(seed, [&](const std::string& line) {
    last.push_back(line);
    if (last.size() > 2 * lines) last.erase(last.begin(), last.end() - static_cast<long>(lines));
  });
  if (last.size() > lines) last.erase(last.begin(), last.end() - static_cast<long>(lines));
  return last;
}

}  // namespace chatlab::simulation
