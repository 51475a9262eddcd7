// Says in plain words how a check ended: met, not met, crash, endless loop, leak.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace chatlab::labs {

/// How the process of a check ended.
struct Ending {
  enum class How { exited, killed_by_signal, out_of_time };
  How how = How::exited;
  int number = 0;      // the exit status, or the signal
  std::string output;  // what it printed on standard output
  std::string errors;  // what it printed on standard error
};

struct Diagnosis {
  enum class Kind { met, not_met, not_written, crash, endless, leak };
  Kind kind;
  std::string words;  // what happened, if that is more than a difference: one line
};

/// `meanings` are the lab's own words for reports (table.hpp); `seconds` is the limit of time.
Diagnosis diagnose(const Ending& ending,
                   const std::vector<std::pair<std::string, std::string>>& meanings, int seconds);

}  // namespace chatlab::labs
