// The socket of UDP: datagrams, each whole or not at all, to and from any number of addresses.
//
// It owns its handle as the sockets of TCP do (socket.hpp), and like theirs no call here ever
// waits.
#pragma once

#include <cstddef>

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/socket.hpp"

namespace chatlab {

/// How long a datagram to such an address may be, in bytes: what is left of 65,535 after the
/// headers of IPv4 and UDP, or after UDP's alone, since IPv6 does not count its own. RFC 768, 791,
/// 8200
constexpr std::size_t longest_datagram(Address::Family family) {
  return family == Address::Family::ipv4 ? 65535 - 20 - 8 : 65535 - 8;
}

/// A UDP socket.
class UdpSocket : public Socket {
 public:
  /// Binds. Port 0 takes a free one. Throws std::system_error. bind(2)
  explicit UdpSocket(const Address& address);

  /// One datagram into `buffer`, and where it came from. What does not fit is cut off.
  /// `error` may report an earlier send: connection_refused is an ICMP port unreachable, with
  /// `from` left alone, since the system does not tell whose. recvfrom(2)
  IoResult receive_from(char* buffer, std::size_t size, Address& from);

  /// From now on receive_from() tells when nobody listens where a datagram was sent, as far as the
  /// system lets an unconnected socket know: Linux and Windows do. IP_RECVERR in ip(7)
  void report_unreachable();

  /// One datagram of `size` bytes, whole or not at all. sendto(2)
  IoResult send_to(const char* bytes, std::size_t size, const Address& to);
};

}  // namespace chatlab
