// The socket of UDP: datagrams, each delivered whole or not at all, to and from any address.
//
// It owns its handle as the sockets of TCP do (socket.hpp), and like theirs its calls never wait.
// UDP reports little about what becomes of a datagram: at best an ICMP message says later that
// nothing listens at its destination, and some systems hand that on.
#pragma once

#include <cstddef>

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/socket.hpp"

namespace chatlab {

/// The longest datagram to an address of that family, in bytes: what is left of 65,535 after the
/// headers of IPv4 and UDP, or after UDP's alone, since IPv6 does not count its own. RFC 768, 791,
/// 8200
constexpr std::size_t longest_datagram(Address::Family family) {
  return family == Address::Family::ipv4 ? 65535 - 20 - 8 : 65535 - 8;
}

/// What came of one UdpSocket::receive().
struct ReceivedDatagram {
  /// `done`: a datagram was received. `error`: one that was sent earlier was not delivered;
  /// connection_refused means that no socket listens at its destination.
  IoResult result;

  /// If `done`, the sender. If `error`, the destination that could not be reached; 0.0.0.0:0 if the
  /// system does not tell, as on Windows.
  Address from;

  /// If `done`, the address of this machine that the datagram was sent to.
  Address to;
};

/// A UDP socket.
class UdpSocket : public Socket {
 public:
  /// Binds. Port 0 takes a free one. Throws std::system_error. bind(2)
  explicit UdpSocket(const Address& address);

  /// Receives one datagram into `buffer`; what exceeds `size` bytes is cut off. recvmsg(2)
  ReceivedDatagram receive(char* buffer, std::size_t size);

  /// Sends one datagram of `size` bytes. If the socket is bound to all addresses of this machine,
  /// the datagram leaves from `from`, or from the one that the system chooses if `from` is
  /// unspecified; else `from` is ignored. sendto(2), sendmsg(2)
  IoResult send_to(const char* bytes, std::size_t size, const Address& to,
                   const Address& from = Address());

 private:
  Address bound_to_;
};

}  // namespace chatlab
