// The local address that a datagram was sent to, and that the answer leaves from; for this folder
// only.
//
// On a socket bound to all addresses, recvfrom(2) does not report which of them a datagram was sent
// to, and sendto(2) chooses the source by the route; a client that asked another address ignores
// that answer. So both addresses travel as ancillary data beside the datagram. cmsg(3), IP_PKTINFO
// in ip(7), RFC 3542 section 6
#pragma once

#include <sys/socket.h>

#include "platform/address.hpp"

namespace chatlab {

/// A buffer for the ancillary data of one datagram.
struct AncillaryData {
  alignas(cmsghdr) char bytes[256] = {};
};

/// Makes the system report the destination of each datagram received from now on. Without effect if
/// the system refuses.
void request_packet_info(int descriptor, Address::Family family);

/// The destination of the datagram that was received with `message`, with `port`; unspecified if
/// the ancillary data does not hold it.
Address destination_of(msghdr& message, std::uint16_t port);

/// Makes the datagram that `message` describes leave from `source`. `data` must outlive `message`.
void set_source(msghdr& message, AncillaryData& data, const Address& source);

}  // namespace chatlab
