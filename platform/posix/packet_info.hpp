// Which address of this machine a datagram was sent to, and which one an answer leaves from: for
// the files of this folder only.
//
// A socket that is bound to all addresses is not told by recvfrom(2) which of them was asked, and
// sendto(2) answers from whichever suits the route; a client that asked another one ignores that
// answer. Both travel as ancillary data beside the datagram instead. cmsg(3), IP_PKTINFO in ip(7),
// RFC 3542 section 6
#pragma once

#include <sys/socket.h>

#include "platform/address.hpp"

namespace chatlab {

/// Room for the ancillary data of one datagram.
struct AncillaryData {
  alignas(cmsghdr) char bytes[256] = {};
};

/// From now on each datagram that the socket receives comes with its destination.
void request_packet_info(int descriptor, Address::Family family);

/// The destination of the datagram that was received with `message`, with `port`; unspecified if
/// the ancillary data does not hold it.
Address destination_of(msghdr& message, std::uint16_t port);

/// Makes the datagram that `message` describes leave from `source`. `data` must outlive `message`.
void set_source(msghdr& message, AncillaryData& data, const Address& source);

}  // namespace chatlab
