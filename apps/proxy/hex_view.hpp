// What passes, as hexadecimal rows: client to server on the left, server to client on the right, so
// that a conversation reads downwards in time. Pure.
#pragma once

#include <string>
#include <string_view>

#include "apps/proxy/rule_book.hpp"

namespace chatlab {

/// The rows for `bytes`, eight per row, each ended by a newline. `margin` stands before the first
/// row; the others are indented as far.
std::string hex_view(const std::string& margin, Direction direction, std::string_view bytes);

}  // namespace chatlab
