// What all main() functions share: running the program, and turning an exception into a message and
// an exit status.
#pragma once

#include <string>
#include <vector>

namespace chatlab {

/// Runs `body` on the command line, in UTF-8. An exception becomes one line on standard error,
/// `NAME: what went wrong`. Returns the exit status: the result of `body`, 2 after a UsageError, 1
/// after any other exception.
int run_program(const char* name, int argc, char** argv,
                int (*body)(const std::vector<std::string>& arguments));

/// Writes `text` and a newline to standard error, waiting for its reader for up to a second: for
/// final messages before an exit. A running program uses a Printer, which does not wait.
void report(const std::string& text);

}  // namespace chatlab
