// Completion: what the Tab key makes of the beginning of a name or a command. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

struct Completion {
  std::size_t start = 0;             // from this byte on, the line is replaced,
  std::string text;                  // by this
  std::vector<std::string> choices;  // more than one if `text` could go on in several ways
};

/// Completes the end of `line`. `words` are what may stand there: a word that begins with `/` is a
/// command, and stands at the beginning of a line only; all others are names, in which spaces may
/// occur. Upper and lower case of ASCII letters are not told apart. If no word fits, `text` is what
/// stands there already.
Completion complete(std::string_view line, const std::vector<std::string>& words);

}  // namespace chatlab
