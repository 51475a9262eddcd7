// Bytes as text that a terminal shows safely: quoted, with the escapes of C string literals.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// Returns `bytes` in double quotes, in which bytes other than printable ASCII are escaped: `\n`,
/// `\"`, `\33`. If the result would be longer than `columns`, only the beginning is shown, and
/// `...` follows the closing quote. `columns` must be at least 10.
std::string quoted(std::string_view bytes, std::size_t columns);

}  // namespace chatlab
