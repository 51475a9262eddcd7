// The `peer` protocol (UDP, no server): two equals, each datagram is the bare text.
//
// No name, no welcome, no leaving: there is nothing to encode, and nothing to be sure of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// How long a text may be, in bytes: what is left of an IPv4 packet's 65535 after its header and
/// UDP's. RFC 768, RFC 791
constexpr std::size_t max_peer_text = 65535 - 20 - 8;

/// As it is shown, cleaned, with the newline that a person with nc sends left out.
std::string show_peer_text(std::string_view datagram);

}  // namespace chatlab
