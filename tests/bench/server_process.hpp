// A server under measurement: a child process, what it has cost so far, and how to talk to it.
//
// CPU time and memory are read from /proc, so the benchmark needs Linux. See proc(5).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace chatlab::bench {

/// CPU time, in seconds.
struct Cpu {
  double total = 0;
  double user = 0;  // the part that was not spent in the system
  Cpu operator-(const Cpu& earlier) const { return {total - earlier.total, user - earlier.user}; }
};

/// A process's CPU time so far. The total is exact. Of the user's part the system only takes
/// samples, some hundred per second, so it needs seconds to be known to a few percent.
Cpu cpu_of(pid_t process);

/// What count_calls.cpp counts inside a process. Both processes map the same file.
struct Counts {
  unsigned long long system_calls = 0;
  unsigned long long allocations = 0;
  Counts operator-(const Counts& earlier) const {
    return {system_calls - earlier.system_calls, allocations - earlier.allocations};
  }
};

class ServerProcess {
 public:
  /// Starts `command` on the servers' processor (processors.hpp); standard input is a pipe,
  /// standard output and error go to the file `log`. If `counted` is true, system calls and
  /// allocations are counted (count_calls.cpp). Throws std::system_error.
  ServerProcess(const std::vector<std::string>& command, const std::string& log,
                bool counted = false);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  /// Types a line at the server's standard input.
  void type(const std::string& line);

  /// Waits until the log contains `text` for the `count`-th time and the line is complete; returns
  /// the rest of that line. Throws std::runtime_error with the log's end if the server ends or ten
  /// seconds pass.
  std::string wait_for(const std::string& text, int count = 1);

  /// How often the log contains `text`.
  int count_in_log(const std::string& text) const;

  bool is_running();

  Cpu cpu() const { return cpu_of(id_); }
  Counts counts() const;
  std::size_t resident_bytes() const;

 private:
  std::string read_log() const;

  pid_t id_ = -1;
  int input_ = -1;
  std::string log_;
  const Counts* counts_ = nullptr;
};

}  // namespace chatlab::bench
