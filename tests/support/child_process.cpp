// The part of child processes that is the same on all systems: paths and failure messages.
#include "tests/support/child_process.hpp"

#include "tests/support/test_client.hpp"

namespace chatlab {
namespace {

// Returns the end of `text`, its most informative part.
std::string last_of(const std::string& text) {
  constexpr std::size_t enough = 3000;
  if (text.size() <= enough) return escaped(text);
  return std::to_string(text.size()) +
         " bytes, at the end: " + escaped(std::string_view(text).substr(text.size() - enough));
}

}  // namespace

std::string ChildProcess::describe() const {
  const std::string state =
      has_ended() ? "has ended with " + std::to_string(exit_status()) : "still runs";
  return command_ + "\n  " + state + ", input not taken: " + std::to_string(unwritten()) +
         " bytes\n  standard output: " + last_of(output_) +
         "\n  standard error: " + last_of(errors_) + '\n';
}

}  // namespace chatlab
