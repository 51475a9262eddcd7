// Formats a received datagram for the screen.
#include "apps/protocols/peer.hpp"

#include "apps/chat/text.hpp"

namespace chatlab {

std::string show_peer_text(std::string_view datagram) {
  return "\t\t\tReceived Message:  " + clean_text(datagram);
}

}  // namespace chatlab
