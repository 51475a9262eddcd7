// The texts of a lab that its checks print: the table of expectations, the hints, and what a report
// of a sanitizer means in the lab's own words.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace chatlab::labs {

/// One line of `expectations`: `one-byte  10  a frame that arrives byte by byte is found`.
struct Expectation {
  std::string name;
  int points;
  std::string words;
};

/// Throws std::runtime_error for a line that is none; empty lines and those that begin with # are
/// left out.
std::vector<Expectation> parse_expectations(const std::string& text);

/// The hints for the expectation `name`, from the vaguest to the plainest. They stand below a
/// heading with the names it is about, `## one-byte pieces`, as a numbered list.
std::vector<std::string> hints_for(const std::string& text, const std::string& name);

/// The lines `means WORD: TEXT` of a lab's description: if a report contains WORD, TEXT is said.
std::vector<std::pair<std::string, std::string>> parse_meanings(const std::string& text);

/// The contents of a file; empty if there is none.
std::string read_text(const std::string& path);

}  // namespace chatlab::labs
