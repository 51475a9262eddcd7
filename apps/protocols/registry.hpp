// The registry: all protocols that this build speaks, registered in one place.
//
// A protocol is added in registry.cpp, with one #include and one line. The programs, their --help
// and the tests ask the registry; what can't follow from it (documents, a description for the
// tests) is compared with it by a test that says what is missing. README.md in this folder has the
// steps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

/// All protocols, in the order of the documentation. They live as long as the program.
const std::vector<const Protocol*>& all_protocols();

/// The protocol of this name, or nullptr if there is none.
const Protocol* find_protocol(std::string_view name);

/// Their names, for error messages: `framed, datagram, line`.
std::string protocol_names();

}  // namespace chatlab
