// The checks that need the system's own means: checks_posix.cpp, checks_windows.cpp.
#pragma once

#include <chrono>

namespace chatlab::labs {

/// Expects that a wait with the system call `call` for `timeout` is ended by a signal, not before.
/// No effect on Windows.
void expect_signal_ends(const char* call, std::chrono::milliseconds timeout);

/// Expects that the hang-ups and errors of pipes are reported. No effect on Windows.
void check_pipes(const char* call);

void check_failure();
void check_interrupted();
void check_limit();

}  // namespace chatlab::labs
