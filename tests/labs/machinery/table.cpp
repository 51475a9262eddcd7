// Reads the texts of a lab, line by line.
#include "tests/labs/machinery/table.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace chatlab::labs {
namespace {

bool is_hint_begin(const std::string& line) {
  return line.size() > 2 && line[0] >= '1' && line[0] <= '9' && line.compare(1, 2, ". ") == 0;
}

bool names(const std::string& heading, const std::string& name) {
  std::istringstream words(heading.substr(3));
  for (std::string word; words >> word;) {
    if (word == name) return true;
  }
  return false;
}

}  // namespace

std::vector<Expectation> parse_expectations(const std::string& text) {
  std::vector<Expectation> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    Expectation one = {};
    words >> one.name >> one.points >> std::ws;
    if (!words || !std::getline(words, one.words))
      throw std::runtime_error("no expectation: " + line);
    found.push_back(one);
  }
  return found;
}

std::vector<std::string> hints_for(const std::string& text, const std::string& name) {
  std::vector<std::string> hints;
  std::istringstream lines(text);
  bool is_about_it = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, 3, "## ") == 0) {
      is_about_it = names(line, name);
    } else if (is_about_it && is_hint_begin(line)) {
      hints.push_back(line.substr(3));
    } else if (is_about_it && !hints.empty() && !line.empty()) {
      hints.back() +=
          '\n' + line.substr(line.find_first_not_of(' ') < 3 ? line.find_first_not_of(' ') : 3);
    }
  }
  return hints;
}

std::vector<std::pair<std::string, std::string>> parse_meanings(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> meanings;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    if (line.compare(0, 6, "means ") != 0 || colon == std::string::npos) continue;
    meanings.emplace_back(line.substr(6, colon - 6), line.substr(colon + 2));
  }
  return meanings;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace chatlab::labs
