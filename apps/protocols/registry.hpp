// The registry: all protocols that this build speaks, registered in one place.
//
// A protocol is added in registry.cpp, with one #include and one line. The programs, their --help
// and the tests ask the registry. Parts that can't be generated from it, such as documents, are
// compared with it by a test that says what is missing. README.md in this folder lists the steps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

/// All protocols, in the order of the documentation. They live as long as the program.
const std::vector<const Protocol*>& all_protocols();

/// Returns the protocol called `name`; nullptr if there is none.
const Protocol* find_protocol(std::string_view name);

/// The names of all protocols, for error messages: `framed, datagram, line`.
std::string protocol_names();

}  // namespace chatlab
