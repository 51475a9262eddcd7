// The format `[SENDER] text`, in which `anonymous` and `echo` write a message.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

/// Returns `[SENDER] text`, with `]` in a name written as `.`.
std::string encode_bracketed(std::string_view sender, std::string_view text);

/// Returns the message in `bytes`; `unattributed` if they do not begin with a SENDER in brackets.
Reply read_bracketed(std::string_view bytes);

}  // namespace chatlab
