// A UDP socket: datagrams, each delivered whole or not at all, to and from any address.
//
// Owns its handle and never waits, as the TCP sockets do (socket.hpp). UDP reports little about the
// fate of a datagram: at best an ICMP message says later that no socket listens at its destination,
// and some systems pass that on.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/socket.hpp"

namespace chatlab {

/// The longest datagram for an address family, in bytes: 65,535 without the headers of IPv4 and
/// UDP, or of UDP alone, since the length field of IPv6 excludes its header. RFC 768, 791, 8200
constexpr std::size_t longest_datagram(Address::Family family) {
  return family == Address::Family::ipv4 ? 65535 - 20 - 8 : 65535 - 8;
}

/// The result of one UdpSocket::receive().
struct ReceivedDatagram {
  /// `done`: a datagram was received. `error`: a datagram sent earlier was not delivered;
  /// connection_refused means that no socket listens at its destination.
  IoResult result;

  /// If `done`, the sender. If `error`, the destination that could not be reached; 0.0.0.0:0 if the
  /// system does not report it, as on Windows.
  Address from;

  /// If `done`, the local address that the datagram was sent to.
  Address to;
};

/// A UDP socket.
class UdpSocket : public Socket {
 public:
  /// Binds. Port 0 selects a free port. Throws std::system_error. bind(2)
  explicit UdpSocket(const Address& address);

  /// Receives one datagram into `buffer`; bytes beyond `size` are discarded. recvmsg(2)
  ReceivedDatagram receive(char* buffer, std::size_t size);

  /// Sends one datagram of `size` bytes. If the socket is bound to all addresses of this machine,
  /// the datagram leaves from `from`, or from an address that the system chooses if `from` is
  /// unspecified; else `from` is ignored. sendto(2), sendmsg(2)
  IoResult send_to(const char* bytes, std::size_t size, const Address& to,
                   const Address& from = Address());

  /// The address that the socket was bound to.
  const Address& bound_to() const { return bound_to_; }

 private:
  static Handle open_now(const Address& address);
  void request_details_now();
  ReceivedDatagram receive_now(char* buffer, std::size_t size);
  std::optional<ReceivedDatagram> receive_error_now();  // nullopt: the system has no such queue
  void tell_received(Call call, std::size_t size, const ReceivedDatagram& received,
                     std::string_view bytes) const;
  IoResult send_once(const char* bytes, std::size_t size, const Address& to, const Address& from);
  IoResult send_to_now(const char* bytes, std::size_t size, const Address& to, const Address& from);

  Address bound_to_;
};

}  // namespace chatlab
