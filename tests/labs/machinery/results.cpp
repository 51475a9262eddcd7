// Lays out the outcome of a check as text and as JSON.
#include "tests/labs/machinery/results.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace chatlab::labs {
namespace {

// A long story is shown from its end: that is where it goes wrong.
constexpr std::size_t longest_story = 24;
constexpr std::size_t longest_summary = 150;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string json_string(const std::string& text) {
  std::string result = "\"";
  for (const char character : text) {
    char escaped[8];
    if (character == '"' || character == '\\') {
      result += {'\\', character};
    } else if (character == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(character) < ' ') {
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(character));
      result += escaped;
    } else {
      result += character;
    }
  }
  return result + '"';
}

// Ends at a word. Long lines are those that a sanitizer writes.
std::string shortened(const std::string& line) {
  if (line.size() <= longest_summary) return line;
  return line.substr(0, line.rfind(' ', longest_summary)) + " ...";
}

// What came, behind the label; the last line of the transcript if there is none.
std::string last_came(const std::string& transcript) {
  const std::size_t at = transcript.rfind("came ");
  if (at == std::string::npos) return {};
  const std::string text = transcript.substr(at, transcript.find('\n', at) - at);
  return text.substr(text.find_first_not_of(' ', 4));
}

}  // namespace

int points_of(const Outcome& outcome) {
  return outcome.state == Outcome::State::met ? outcome.expectation.points : 0;
}

std::string line_of(const Outcome& outcome, std::size_t width) {
  char points[32];
  std::snprintf(points, sizeof points, "%3d/%-3d ", points_of(outcome), outcome.expectation.points);
  std::string name = outcome.expectation.name;
  name.resize(width + 2, ' ');
  return points + name + outcome.expectation.words;
}

// A function that is not written yet has not met an expectation, nor missed it.
std::string story_of(const Outcome& outcome) {
  std::vector<std::string> lines = lines_of(outcome.transcript);
  const bool is_written = outcome.diagnosis.kind != Diagnosis::Kind::not_written;
  if (!is_written && !lines.empty() && lines.back().compare(0, 9, "expected ") == 0)
    lines.pop_back();
  std::string label = is_written ? "came      " : "";
  for (const std::string& line : lines_of(outcome.diagnosis.words)) {
    lines.push_back(label + line);
    label = std::string(label.size(), ' ');
  }
  std::string story;
  const std::size_t first = lines.size() > longest_story ? lines.size() - longest_story : 0;
  if (first > 0) story = "          ...\n";
  for (std::size_t i = first; i < lines.size(); ++i) story += "          " + lines[i] + '\n';
  return story;
}

std::string summary_of(const Outcome& outcome) {
  if (outcome.state == Outcome::State::not_tried) return "not tried";
  std::string words = outcome.diagnosis.words;
  std::replace(words.begin(), words.end(), '\n', ' ');
  return shortened(words.empty() ? "came: " + last_came(outcome.transcript) : words);
}

std::string json_of(const std::vector<Outcome>& outcomes) {
  int score = 0;
  std::string tests;
  for (const Outcome& outcome : outcomes) {
    score += points_of(outcome);
    const bool is_met = outcome.state == Outcome::State::met;
    const std::string output = is_met                                       ? ""
                               : outcome.state == Outcome::State::not_tried ? "not tried"
                                                                            : story_of(outcome);
    tests += tests.empty() ? "\n" : ",\n";
    tests += "    {\"name\": " +
             json_string(outcome.expectation.name + ": " + outcome.expectation.words) +
             ", \"score\": " + std::to_string(points_of(outcome)) +
             ", \"max_score\": " + std::to_string(outcome.expectation.points) +
             ", \"output\": " + json_string(output) + "}";
  }
  return "{\n  \"score\": " + std::to_string(score) + ",\n  \"tests\": [" + tests + "\n  ]\n}\n";
}

}  // namespace chatlab::labs
