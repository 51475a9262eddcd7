// The rules for text: valid UTF-8 without control characters, so that no member can move another's
// cursor or change its colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// One step of reading UTF-8 (RFC 3629).
struct Character {
  char32_t code_point;  // U+FFFD if the bytes are malformed
  std::size_t size;     // in bytes, at least 1
  bool valid;           // false: the bytes are malformed
};

/// The first character of `text`, which must not be empty. A malformed sequence extends as far as
/// it could be the start of a character, as Unicode recommends (chapter 3.9, U+FFFD substitution of
/// maximal subparts).
Character first_character(std::string_view text);

bool is_valid_utf8(std::string_view text);

/// The number of characters (code points) in `text`; a malformed sequence counts as one.
std::size_t count_characters(std::string_view text);

/// Appends `code_point` in UTF-8.
void append_character(std::string& text, char32_t code_point);

/// True for C0 including tab, DEL and C1.
bool is_control(char32_t code_point);

/// `text` in the form that may be relayed: malformed sequences are replaced by U+FFFD, control
/// characters except tab are removed. Idempotent.
std::string clean_text(std::string_view text);

/// The first `count` characters of `text`, or all if there are fewer. `text` is valid UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count);

/// The longest beginning of `text` that has at most `count` bytes and does not cut a character.
/// `text` is valid UTF-8.
std::string_view first_bytes(std::string_view text, std::size_t count);

/// `text` if it has at most `most` bytes; else its first characters and `…`, in at most `most`
/// bytes. Empty if `…` alone is longer than `most`. `text` is valid UTF-8.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace chatlab
