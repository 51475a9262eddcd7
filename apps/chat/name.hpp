// The rules for names: who may be called what.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// Whose words the operator's are, in the room and on every wire. Nobody else may be called so.
constexpr std::string_view operator_name = "Server";

/// Whether `name` may be taken: 1 to 32 characters of valid UTF-8, no control character, no space
/// at either end, not the operator's in any case, and nothing that reads as an ADDRESS.
bool is_allowed_name(std::string_view name);

/// Whether `text` reads as an ADDRESS, `IP:PORT` or `[IP]:PORT`: what members without a name of
/// their own go by.
bool reads_as_address(std::string_view text);

/// `name` as it is compared: names that differ only in the case of ASCII letters are one name.
std::string name_key(std::string_view name);

}  // namespace chatlab
