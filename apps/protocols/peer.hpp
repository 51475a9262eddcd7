// The `peer` protocol (UDP, no server): two equal programs, each datagram is the bare text.
//
// There is no name, no welcome and no leaving, so there is nothing to encode.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// Returns the text of `datagram` as chat-peer shows it: cleaned, and without the newline that nc
/// sends at its end.
std::string show_peer_text(std::string_view datagram);

}  // namespace chatlab
