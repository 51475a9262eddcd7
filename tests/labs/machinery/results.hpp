// The outcome of a whole check: what is printed, and what Gradescope reads.
#pragma once

#include <string>
#include <vector>

#include "tests/labs/machinery/diagnosis.hpp"
#include "tests/labs/machinery/table.hpp"

namespace chatlab::labs {

struct Outcome {
  enum class State { met, not_met, not_tried };
  Expectation expectation;
  State state;
  Diagnosis diagnosis;     // of an expectation that was tried
  std::string transcript;  // what the check told
};

int points_of(const Outcome& outcome);

/// `  10/10  one-byte    a frame that arrives byte by byte is found`
std::string line_of(const Outcome& outcome, std::size_t width);

/// What was fed in, what was expected and what came, for an expectation that is not met; in lines.
std::string story_of(const Outcome& outcome);

/// The same in one line.
std::string summary_of(const Outcome& outcome);

/// results.json of Gradescope's autograder: `score`, and per test `name`, `score`, `max_score`,
/// `output`. One line per test.
std::string json_of(const std::vector<Outcome>& outcomes);

}  // namespace chatlab::labs
