// What a check tells while it runs: what the code under test was given, what is expected of it, and
// what came. Each check runs in a process of its own, which ends at the first difference.
//
// Each line is printed at once, so that it is known what happened before a crash.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab::labs {

/// Prints `LABEL  TEXT`: `fed in    "5         hel"`. The label has at most nine letters.
void note(std::string_view label, std::string_view text);

/// What comes next must be this. Say it before the call that may crash.
void expecting(std::string expected);

/// What came. Unless it is equal to what was expected, prints it and ends the process.
void came(std::string_view text);

/// expecting() and came() at once, for a value that can't crash.
void expect(std::string expected, std::string_view text);

/// Prints what came, and ends the process.
[[noreturn]] void fail(std::string_view text);

/// `"5\r\n"`: in quotes, with C's escapes. Of a long text the beginning and the number of bytes.
std::string quoted(std::string_view text);

/// `1 byte`, `2 bytes`.
std::string count_of(std::size_t number, const std::string& noun);

/// One expectation of a lab: its name in the table `expectations`, and the function that checks it.
struct Check {
  const char* name;
  void (*run)();
};

/// Runs the check that is named on the command line. Returns the exit status: 0 if it is met.
int run_checks(int argc, char** argv, const Check* first, std::size_t number);

}  // namespace chatlab::labs
