// The rules for text: valid UTF-8 without control characters, so that nobody can move another's
// cursor or colour another's terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// One step of reading UTF-8 (RFC 3629).
struct Character {
  char32_t code_point;  // U+FFFD where the bytes are malformed
  std::size_t size;     // how many bytes it takes, at least 1
  bool valid;
};

/// The first character of `text`, which must not be empty. A malformed sequence is as long as it
/// could still have become a character, as Unicode recommends (chapter 3.9, U+FFFD substitution of
/// maximal subparts).
Character first_character(std::string_view text);

bool is_valid_utf8(std::string_view text);

/// How many characters (code points) `text` has; a malformed sequence counts as one.
std::size_t count_characters(std::string_view text);

/// C0 with tab, DEL, C1.
bool is_control(char32_t code_point);

/// `text` as it may be relayed: each malformed sequence is replaced by U+FFFD, control characters
/// except tab are left out. Doing it twice changes nothing more.
std::string clean_text(std::string_view text);

/// The first `count` characters of valid UTF-8, or all where there are fewer.
std::string_view first_characters(std::string_view text, std::size_t count);

/// `text`, or if it is longer than `most` bytes, its first characters with `…` behind them, `most`
/// bytes at most. Empty if `most` has no room for `…`. `text` is valid UTF-8.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace chatlab
