// What a function does that is still to be written: it says so, and ends the process.
//
// It throws nothing: an exception would leave through functions that have nothing to do with the
// lab.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace chatlab {

/// The exit status of a program that called a function which is not written yet.
constexpr int not_written_status = 3;

/// Prints `not written yet: FUNCTION (FILE)` and ends the process. The other arguments are the
/// function's parameters: so the compiler does not report them as unused. Delete the call when you
/// write the function.
template <typename... Parameters>
[[noreturn]] void not_written_yet(const char* function, const Parameters&...) {
  std::fflush(stdout);
  std::fprintf(stderr, "not written yet: %s\n", function);
  std::fflush(stderr);
  std::_Exit(not_written_status);
}

}  // namespace chatlab
