// The rules for names: which names are allowed, and when two names are the same.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// The operator's name in the room and in every protocol. No member may have it.
constexpr std::string_view operator_name = "Server";

/// True if a member may have `name`: 1 to 32 characters of valid UTF-8, no control character, no
/// space at either end, not the operator's name in any case, and no ADDRESS.
bool is_allowed_name(std::string_view name);

/// True if `text` looks like an ADDRESS, `IP:PORT` or `[IP]:PORT`, which identifies members without
/// a name.
bool reads_as_address(std::string_view text);

/// `name` in the form used for comparison: names that differ only in the case of ASCII letters are
/// equal.
std::string name_key(std::string_view name);

}  // namespace chatlab
