// What the three main() functions share: how a program ends.
#pragma once

#include <string>
#include <vector>

namespace chatlab {

/// Runs `body` on the command line, in UTF-8. What it throws becomes one line on standard error,
/// `NAME: what went wrong`; the result is main()'s: what `body` returned, 2 for a UsageError, 1 for
/// any other.
int run_program(const char* name, int argc, char** argv,
                int (*body)(const std::vector<std::string>& arguments));

/// Writes `text` and a newline to standard error, waiting for its reader for up to a second: for
/// the last words before an exit. A program that goes on uses a Printer, which does not wait.
void report(const std::string& text);

}  // namespace chatlab
