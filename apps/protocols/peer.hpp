// The `peer` protocol (UDP, no server): two equals, each datagram is the bare text.
//
// No name, no welcome, no leaving: there is nothing to encode, and nothing to be sure of.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// As it is shown, cleaned, with the newline that a person with nc sends left out.
std::string show_peer_text(std::string_view datagram);

}  // namespace chatlab
