// The benchmark's main program.
//
//   make bench           all of it, at most five minutes on two cores
//   make bench-check     at most a minute; fails by counts that noise does not change
#include <sys/stat.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "platform/process.hpp"
#include "tests/bench/benchmark.hpp"
#include "tests/bench/check.hpp"

int main(int argc, char** argv) {
  const chatlab::Process process(argc, argv);
  ::mkdir("build/bench", 0777);
  try {
    if (process.arguments() == std::vector<std::string>{"--check"}) {
      return chatlab::bench::Check().run() ? 0 : 1;
    }
    if (!process.arguments().empty()) {
      std::fprintf(stderr, "usage: bench [--check]\n");
      return 2;
    }
    chatlab::bench::Benchmark().run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}
