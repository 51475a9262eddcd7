// A JSON object whose values are strings, as text and back (RFC 8259).
//
// This is the part of JSON that a chat needs, and it is strict about that part: what a peer sends
// is either understood completely or refused. Numbers, arrays and nested objects are refused.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chatlab {

/// A member's name and its value, both in UTF-8.
using JsonMember = std::pair<std::string, std::string>;

/// The values by the names of their members.
using JsonObject = std::map<std::string, std::string>;

/// `{"type":"say","text":"hello"}`: the members in this order, without spaces. They must be valid
/// UTF-8.
std::string write_json(const std::vector<JsonMember>& members);

/// The object in `text`, with nothing but whitespace before and after it. If it can't be read,
/// returns nothing and sets `problem`, which says what is wrong and at which byte, from 1.
std::optional<JsonObject> read_json(std::string_view text, std::string& problem);

}  // namespace chatlab
