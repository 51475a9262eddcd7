// Commands: a typed line that begins with a slash is a command, any other line a message. Members
// and the operator share these rules.
#pragma once

#include <string_view>

namespace chatlab {

struct Command {
  /// The command with its slash: `/who`. Empty if the line is a message.
  std::string_view word;
  /// The text after the command, without leading spaces; or the message, without the first of two
  /// leading slashes.
  std::string_view argument;

  bool is_message() const { return word.empty(); }
};

/// Splits `line`. The parts of the result are views of `line`.
Command parse_command(std::string_view line);

/// `text` without spaces at either end.
std::string_view trimmed(std::string_view text);

}  // namespace chatlab
