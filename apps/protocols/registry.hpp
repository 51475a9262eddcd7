// All protocols that this build speaks.
#pragma once

#include <string_view>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

/// In the order of the documentation. They live as long as the program.
const std::vector<const Protocol*>& all_protocols();

/// nullptr where there is none of this name.
const Protocol* find_protocol(std::string_view name);

/// Their names, for error messages: `framed, datagram, line`.
std::string protocol_names();

}  // namespace chatlab
