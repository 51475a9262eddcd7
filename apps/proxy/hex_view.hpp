// The hex view: bytes as hexadecimal rows, client to server on the left, server to client on the
// right, so that a conversation reads downwards in time. Pure.
#pragma once

#include <string>
#include <string_view>

#include "apps/proxy/rule_book.hpp"

namespace chatlab {

/// Returns rows of eight bytes each, each row ended by a newline. `margin` stands before the first
/// row; the others are indented by as many columns.
std::string hex_view(const std::string& margin, Direction direction, std::string_view bytes);

}  // namespace chatlab
