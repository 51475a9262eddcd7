// Distributes seeds to processes, and collects their reports from shared memory. fork(2), mmap(2)
#include "tests/simulation/batch.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <functional>
#include <stdexcept>

namespace chatlab::simulation {
namespace {

// A run takes milliseconds. After so many seconds, it is in an endless loop between two waits.
constexpr unsigned most_seconds = 20;

// The processes' results, in shared memory, so that they survive a crash.
struct Report {
  static constexpr std::size_t most_failures = 20;
  struct Failure {
    std::uint64_t seed;
    char what[1000];
  };
  std::size_t started;  // the number of seeds started; the last may not be finished
  bool done;
  std::size_t failures;
  std::array<Failure, most_failures> failed;
  RunFacts facts;
};

using Seeds = std::vector<std::uint64_t>;

Report* share_reports(std::size_t count) {
  void* memory = mmap(nullptr, count * sizeof(Report), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("mmap failed");
  return static_cast<Report*>(memory);  // zeroed by the system
}

void note_failure(Report& report, std::uint64_t seed, const std::string& what) {
  if (report.failures == Report::most_failures) return;
  Report::Failure& failure = report.failed[report.failures++];
  failure.seed = seed;
  what.copy(failure.what, sizeof failure.what - 1);
}

// Runs the remaining seeds of the report, in a process of its own.
void work(const Seeds& seeds, Report& report, bool stop_early) {
  while (report.started < seeds.size() && report.failures < Report::most_failures) {
    const std::uint64_t seed = seeds[report.started++];
    alarm(most_seconds);
    const RunResult result = run_seed(seed);
    add(report.facts, result.facts);
    if (result.failure.empty()) continue;
    note_failure(report, seed, result.failure);
    if (stop_early) break;
  }
  report.done = true;
}

pid_t start_process(const std::function<void()>& body) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child > 0) return child;
  body();
  std::fflush(stdout);
  _exit(0);
}

// Records that the current seed has crashed; the next process continues after it.
void note_crash(const Seeds& seeds, Report& report, int status, bool stop_early) {
  const char* how = WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "exit";
  note_failure(report, seeds[report.started - 1], std::string("crashed: ") + how);
  report.done = stop_early || report.started == seeds.size();
}

}  // namespace

BatchResult run_batch(const Seeds& seeds, std::size_t processes, bool stop_early) {
  std::vector<Seeds> shares(processes);
  for (std::size_t i = 0; i < seeds.size(); ++i) shares[i % processes].push_back(seeds[i]);
  Report* reports = share_reports(processes);
  std::vector<pid_t> running(processes);
  const auto start = [&](std::size_t i) {
    running[i] = start_process([&] { work(shares[i], reports[i], stop_early); });
  };
  for (std::size_t i = 0; i < processes; ++i) start(i);
  BatchResult result;
  for (std::size_t i = 0; i < processes; ++i) {
    for (;;) {
      int status = 0;
      waitpid(running[i], &status, 0);
      if (!reports[i].done) note_crash(shares[i], reports[i], status, stop_early);
      if (reports[i].done || reports[i].failures == Report::most_failures) break;
      start(i);
    }
    add(result.facts, reports[i].facts);
    for (std::size_t f = 0; f < reports[i].failures; ++f) {
      result.failed.push_back({reports[i].failed[f].seed, reports[i].failed[f].what});
    }
  }
  munmap(reports, processes * sizeof(Report));
  const auto by_seed = [](const auto& a, const auto& b) { return a.seed < b.seed; };
  std::sort(result.failed.begin(), result.failed.end(), by_seed);
  return result;
}

std::vector<std::string> last_of_trace(std::uint64_t seed, std::size_t lines) {
  std::FILE* file = std::tmpfile();
  if (file == nullptr) return {};
  std::setvbuf(file, nullptr, _IONBF, 0);  // unbuffered: the output survives a crash
  const pid_t child = start_process([&] {
    alarm(most_seconds);
    run_seed(seed, [&](const std::string& line) { std::fputs((line + '\n').c_str(), file); });
  });
  int status = 0;
  waitpid(child, &status, 0);
  std::rewind(file);
  std::vector<std::string> last;
  std::string line;
  for (int byte = std::fgetc(file); byte != EOF; byte = std::fgetc(file)) {
    if (byte != '\n') {
      line += static_cast<char>(byte);
      continue;
    }
    last.push_back(line);
    line.clear();
    if (last.size() > 4 * lines) last.erase(last.begin(), last.end() - static_cast<long>(lines));
  }
  std::fclose(file);
  if (last.size() > lines) last.erase(last.begin(), last.end() - static_cast<long>(lines));
  return last;
}

}  // namespace chatlab::simulation
