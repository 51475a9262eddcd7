// `[SENDER] text`: how `anonymous` and `echo` write a message.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

/// `[SENDER] text`, with `]` in a name written as `.`.
std::string encode_bracketed(std::string_view sender, std::string_view text);

/// The message in `bytes`; `unattributed` if there is no SENDER in brackets at its start.
Reply read_bracketed(std::string_view bytes);

}  // namespace chatlab
