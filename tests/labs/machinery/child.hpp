// Runs one check in a process of its own, with limits.
#pragma once

#include <string>
#include <vector>

#include "tests/labs/machinery/diagnosis.hpp"

namespace chatlab::labs {

/// What a check may use: this much of the processor's time, and twice as much if it waits, or if
/// the machine is busy with something else.
constexpr int seconds_per_check = 5;
constexpr int megabytes_per_check = 512;

/// Runs `arguments` (the first is the program) to its end or to the limit of time. Throws
/// std::system_error if it can't be started. fork(2), execv(3), waitpid(2)
Ending run_child(const std::vector<std::string>& arguments);

}  // namespace chatlab::labs
