// runner: checks the expectations of a lab one after the other, and says what came of it.
//   runner check CHECKS LAB_FOLDER [RESULTS]        CHECKS is the program with the checks
//   runner try CHECKS LAB_FOLDER RESULTS [NAME]     has no time limit for all; NAME is tried first
//   runner hint CHECKS LAB_FOLDER                   the next hint for what failed first
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/labs/machinery/child.hpp"
#include "tests/labs/machinery/results.hpp"

namespace chatlab::labs {
namespace {

using Clock = std::chrono::steady_clock;

// After so many endless checks none is begun.
constexpr int most_endless = 2;

// A student waits for 30 s at most: after so many seconds no check is begun. What is tried without
// a student, such as a wrong solution, must not depend on how busy the machine is.
constexpr Clock::duration latest_begin = std::chrono::seconds(19);
constexpr Clock::duration no_latest_begin = Clock::duration::max();

struct Lab {
  std::string checks;  // the program
  std::string folder;
  std::vector<Expectation> expectations;
  std::vector<std::pair<std::string, std::string>> meanings;
};

Lab open_lab(const std::string& checks, const std::string& folder) {
  return {checks, folder, parse_expectations(read_text(folder + "/expectations")),
          parse_meanings(read_text(folder + "/lab"))};
}

// Moves the expectation `name` to the front: so no other can be the reason why it is not tried.
void begin_with(std::vector<Expectation>& expectations, const std::string& name) {
  const auto found = std::find_if(expectations.begin(), expectations.end(),
                                  [&](const Expectation& each) { return each.name == name; });
  if (found == expectations.end()) throw std::runtime_error("there is no expectation " + name);
  std::rotate(expectations.begin(), found, found + 1);
}

Outcome attempt(const Lab& lab, const Expectation& expectation) {
  const Ending ending = run_child({lab.checks, expectation.name});
  const Diagnosis diagnosis = diagnose(ending, lab.meanings, seconds_per_check);
  const bool is_met = diagnosis.kind == Diagnosis::Kind::met;
  return {expectation, is_met ? Outcome::State::met : Outcome::State::not_met, diagnosis,
          ending.output};
}

// What failed first is told whole, the others in one line each.
void print(const Outcome& outcome, std::size_t width, bool is_first_failure) {
  std::printf("%s\n", line_of(outcome, width).c_str());
  if (outcome.state == Outcome::State::met) return;
  if (is_first_failure) {
    std::printf("%s", story_of(outcome).c_str());
  } else {
    std::printf("          %s\n", summary_of(outcome).c_str());
  }
}

std::vector<Outcome> check_all(const Lab& lab, Clock::duration latest) {
  std::size_t width = 0;
  for (const Expectation& each : lab.expectations) width = std::max(width, each.name.size());
  const Clock::time_point begin = Clock::now();
  std::vector<Outcome> outcomes;
  int endless = 0;
  bool has_failure = false;
  for (const Expectation& each : lab.expectations) {
    const bool is_too_late = endless >= most_endless || Clock::now() - begin > latest;
    outcomes.push_back(is_too_late ? Outcome{each, Outcome::State::not_tried, {}, {}}
                                   : attempt(lab, each));
    const Outcome& outcome = outcomes.back();
    if (outcome.diagnosis.kind == Diagnosis::Kind::endless) ++endless;
    print(outcome, width, outcome.state == Outcome::State::not_met && !has_failure);
    std::fflush(stdout);
    has_failure = has_failure || outcome.state != Outcome::State::met;
  }
  return outcomes;
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// Remembers what failed first, for the hints.
int conclude(const Lab& lab, const std::vector<Outcome>& outcomes) {
  int score = 0;
  int most = 0;
  std::string first;
  for (const Outcome& outcome : outcomes) {
    score += points_of(outcome);
    most += outcome.expectation.points;
    if (first.empty() && outcome.state != Outcome::State::met) first = outcome.expectation.name;
  }
  write(lab.checks + ".failed", first);
  std::printf("\n%d of %d points.%s\n", score, most,
              first.empty() ? "" : "  `make hint` for a hint on what failed first.");
  return first.empty() ? 0 : 1;
}

int check(const Lab& lab, const std::string& results, Clock::duration latest) {
  const std::vector<Outcome> outcomes = check_all(lab, latest);
  if (!results.empty()) write(results, json_of(outcomes));
  return conclude(lab, outcomes);
}

int hint(const Lab& lab) {
  const std::string name = read_text(lab.checks + ".failed");
  if (name.empty()) {
    std::printf("Nothing failed in the last `make check`.\n");
    return 0;
  }
  const std::vector<std::string> hints = hints_for(read_text(lab.folder + "/hints.md"), name);
  const std::string counter = lab.checks + "." + name + ".hints";
  const std::size_t shown = read_text(counter).size();  // one character per hint that was shown
  const std::size_t number = std::min(shown + 1, hints.size());
  if (number > 0)
    std::printf("%s, hint %zu of %zu: %s\n", name.c_str(), number, hints.size(),
                hints[number - 1].c_str());
  if (shown >= hints.size()) std::printf("There are no more hints for it: ask your instructor.\n");
  write(counter, std::string(number, '.'));
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  const std::string mode = arguments.empty() ? "" : arguments[0];
  const bool is_mode = mode == "check" || mode == "try" || mode == "hint";
  if (!is_mode || arguments.size() < 3) {
    std::fprintf(stderr, "usage: runner check|try|hint CHECKS LAB_FOLDER [RESULTS [NAME]]\n");
    return 2;
  }
  Lab lab = open_lab(arguments[1], arguments[2]);
  if (mode == "hint") return hint(lab);
  if (arguments.size() > 4) begin_with(lab.expectations, arguments[4]);
  return check(lab, arguments.size() > 3 ? arguments[3] : "",
               mode == "check" ? latest_begin : no_latest_begin);
}

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  try {
    return chatlab::labs::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "runner: %s\n", error.what());
    return 2;
  }
}
