// simulate: runs seeds, many at once, and tells which failed.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/simulation/run.hpp"

int main(int argc, char** argv) {
  using namespace chatlab::simulation;
  const auto print = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
  const std::uint64_t first = std::strtoull(argv[1], nullptr, 10);
  const std::uint64_t last = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : first;
  RunFacts all;
  int failed = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const RunResult result = argc > 2 ? run_seed(seed) : run_seed(seed, print);
    all.turns += result.facts.turns;
    all.entries += result.facts.entries;
    all.deliveries += result.facts.deliveries;
    all.congestions += result.facts.congestions;
    all.refused += result.facts.refused;
    if (result.failure.empty()) continue;
    ++failed;
    std::printf("seed %llu: %s\n", (unsigned long long)seed, result.failure.c_str());
  }
  std::printf("%d failed; turns %llu entries %llu deliveries %llu congestions %llu refused %llu\n", failed,
              (unsigned long long)all.turns, (unsigned long long)all.entries,
              (unsigned long long)all.deliveries, (unsigned long long)all.congestions,
              (unsigned long long)all.refused);
}
