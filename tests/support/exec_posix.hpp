// What every test that starts a program by fork(2) and exec(3) needs. POSIX only.
#pragma once

#include <signal.h>

#include <string>
#include <vector>

namespace chatlab {

/// Returns the array that exec(3) requires; valid as long as `strings`.
inline std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(&string[0]);
  pointers.push_back(nullptr);
  return pointers;
}

/// Call this in the child: the test's parent may ignore some signals, as a shell does for
/// background jobs, and nohup; and the test itself ignores SIGPIPE. Safe in a signal handler.
/// signal-safety(7)
inline void restore_signals() {
  for (const int number : {SIGPIPE, SIGINT, SIGQUIT, SIGHUP}) ::signal(number, SIG_DFL);
}

}  // namespace chatlab
