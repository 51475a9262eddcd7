// A system call as text: its name, its arguments that matter, and its result.
#pragma once

#include <string>
#include <string_view>

#include "platform/call_observer.hpp"

namespace chatlab {

/// `recv = 15 of 65536`, `recv = -1 EAGAIN`, `accept = fd 8 from 127.0.0.1:5000`.
std::string call_text(const SystemCall& call);

/// `standard input` for handle 0, and so on; empty for others.
std::string_view standard_name(Handle handle);

}  // namespace chatlab
