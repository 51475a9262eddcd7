// The local address that a datagram was sent to, and that the answer leaves from; for this folder
// only. See platform/posix/packet_info.hpp for why. MSDN: IP_PKTINFO, IPV6_PKTINFO, WSARecvMsg,
// WSASendMsg
#pragma once

#include "platform/address.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

/// A buffer for the ancillary data of one datagram.
struct AncillaryData {
  alignas(WSACMSGHDR) char bytes[256] = {};
};

/// Makes receive_message() report the destination of each datagram from now on. Without effect if
/// the system refuses.
void request_packet_info(SOCKET socket, Address::Family family);

/// As recvmsg(2): returns the number of bytes, or SOCKET_ERROR.
int receive_message(SOCKET socket, WSAMSG& message);

/// The destination of the datagram that was received with `message`, with `port`; unspecified if
/// the ancillary data does not hold it.
Address destination_of(WSAMSG& message, std::uint16_t port);

/// Makes the datagram that `message` describes leave from `source`. `data` must outlive `message`.
void set_source(WSAMSG& message, AncillaryData& data, const Address& source);

}  // namespace chatlab
