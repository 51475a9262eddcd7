// Splits a typed line into a command and its argument.
#include "apps/chat/command.hpp"

#include <algorithm>

namespace chatlab {

Command parse_command(std::string_view line) {
  if (line.substr(0, 2) == "//") return {{}, line.substr(1)};
  if (line.substr(0, 1) != "/") return {{}, line};
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::size_t argument = std::min(line.find_first_not_of(' ', end), line.size());
  return {line.substr(0, end), line.substr(argument)};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace chatlab
