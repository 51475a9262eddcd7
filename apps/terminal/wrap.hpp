// Wrapping: breaks long lines into rows, and indents all rows but the first. Pure.
//
// A terminal continues a long line in its first column, where every line begins. Without the
// indent, a member could use spaces to make the rest of its text look like a line of another member
// or of the operator.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// Returns `text` for a terminal with `columns` columns: wider lines are broken, and the rows after
/// a break are indented. `text` may contain newlines, tabs, and colours (ECMA-48 SGR), but no other
/// control character or sequence. Unchanged if `columns` is 0.
std::string wrap(std::string_view text, std::size_t columns);

}  // namespace chatlab
