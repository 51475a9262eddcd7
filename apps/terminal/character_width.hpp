// Character width: how many columns of a terminal a character occupies.
//
// The tables follow the Unicode Character Database, version 14: general category and
// East_Asian_Width (UAX #11). Ambiguous characters occupy one column, as in terminals outside of
// East Asian legacy encodings. Sequences that a terminal may merge into one picture (flags,
// families of emoji) count as the characters they consist of.
#pragma once

#include <cstddef>
#include <string_view>

namespace chatlab {

/// Returns 0 for characters that are drawn onto the character before or not at all (combining
/// marks, joiners, variation selectors), 2 for wide characters (East Asian, emoji), else 1. A
/// control character counts as 1, since a replacement is shown in its place.
int character_width(char32_t code_point);

/// Returns the number of columns that `text` (UTF-8) occupies in one row.
std::size_t text_width(std::string_view text);

}  // namespace chatlab
