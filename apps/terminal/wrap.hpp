// Wrapping: long lines, with the rows after the first indented. Pure.
//
// A terminal starts the rest of a long line in its first column, where every other line begins,
// too: with enough spaces a member could make its text look like another's, or the operator's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// `text` for a terminal of `columns`: a line of it that is wider is broken, and what follows the
/// break is indented. `text` may have newlines, tabs, and colours (ECMA-48 SGR) but no other
/// control character or sequence. Unchanged if `columns` is 0.
std::string wrap(std::string_view text, std::size_t columns);

}  // namespace chatlab
