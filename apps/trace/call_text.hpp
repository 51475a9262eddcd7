// A system call as one line of text: its name, the arguments that matter, and its result.
#pragma once

#include <string>
#include <string_view>

#include "platform/call_observer.hpp"

namespace chatlab {

/// Returns the call as text: `recv = 15 of 65536`, `recv = -1 EAGAIN`, `accept = fd 8 from
/// 127.0.0.1:5000`.
std::string call_text(const SystemCall& call);

/// Returns `standard input`, `standard output` or `standard error` for handles 0 to 2; empty for
/// other handles.
std::string_view standard_name(Handle handle);

}  // namespace chatlab
