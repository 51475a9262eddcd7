// Completion: the Tab key completes a name or a command from its first letters. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

struct Completion {
  std::size_t start = 0;             // the line is replaced from this byte on
  std::string text;                  // by this text
  std::vector<std::string> choices;  // the words that fit, if there is more than one
};

/// Completes the end of `line` to one of `words`. A word that begins with `/` is a command, which
/// stands only at the beginning of a line; all others are names, which may contain spaces. The case
/// of ASCII letters is ignored. If no word fits, `text` is empty and `start` is the end of the
/// line.
Completion complete(std::string_view line, const std::vector<std::string>& words);

}  // namespace chatlab
