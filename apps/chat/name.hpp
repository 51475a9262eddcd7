// The rules for names: which names are allowed, and when two names are the same.
//
// A name tells the others who speaks, so no name may look like another member's, like the
// operator's or like an ADDRESS. RFC 8266, the profile for nicknames, has the same aim. The rules
// here are stricter about what can't be seen, and ignore case in ASCII letters only.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// The operator's name in the room and in every protocol. No member may have it.
constexpr std::string_view operator_name = "Server";

/// True if a member may have `name`, that is if `name`
/// - is valid UTF-8 (RFC 3629) of 1 to 32 code points;
/// - has no control character: none of U+0000 to U+001F, U+007F to U+009F;
/// - has no invisible character and none that changes the direction of text: category Cf,
///   Default_Ignorable_Code_Point, Bidi_Control, and some more (see is_invisible());
/// - has no space but U+0020, and none at either end (see is_foreign_space());
/// - does not begin with a combining mark, which would change what stands before the name (see
///   is_mark());
/// - does not look like `Server`: decomposed (see decomposition.hpp), without marks, punctuation
/// (see
///   is_punctuation()) and spaces, and with each character replaced by the ASCII letter that it
///   looks like, it differs from `server` in more than case (see server_letter());
/// - reads as an ADDRESS neither as it is nor as a protocol may write it, with `.` for `:` and `]`.
/// Any other character is allowed anywhere.
bool is_allowed_name(std::string_view name);

/// True if `text` looks like an ADDRESS, `IP:PORT` or `[IP]:PORT`, which identifies members without
/// a name.
bool reads_as_address(std::string_view text);

/// `name` in the form used for comparison: two names are the same if their keys are equal. Letters
/// with marks are decomposed (see decomposition.hpp), fullwidth forms (U+FF01 to U+FF5E) are ASCII
/// characters; then ASCII letters without a mark are in lower case, `:` and `]` are `.` because
/// some protocols write them so, a sequence of spaces is one space, and invisible characters are
/// left out. `name` need not be allowed.
std::string name_key(std::string_view name);

/// `name` as a protocol writes it before `delimiter`: that character inside a name becomes `.`, so
/// that no name can pretend to end earlier than it does. An ADDRESS stays as it is.
std::string name_before(char delimiter, std::string_view name);

}  // namespace chatlab
