// Builds IP packets: the headers that the system adds to what a program sends.
//
// A program never sees these headers, but a capture file must show them. So they are built here
// once more: IPv4 (RFC 791) or IPv6 (RFC 8200), then TCP (RFC 9293) or UDP (RFC 768), each with its
// checksum (RFC 1071). Pure: addresses and numbers in, bytes out. No fragments; no options except
// the window scale of a TCP SYN (RFC 7323).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/address.hpp"

namespace chatlab {

/// The control bits of a TCP header, to be added up. RFC 9293 3.1
namespace tcp_flag {
constexpr std::uint8_t fin = 1;
constexpr std::uint8_t syn = 2;
constexpr std::uint8_t rst = 4;
constexpr std::uint8_t psh = 8;
constexpr std::uint8_t ack = 16;
}  // namespace tcp_flag

/// One TCP segment. Its two addresses must be of the same family.
struct TcpSegment {
  Address source;
  Address destination;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;
  std::string_view payload;
};

/// The most payload that fits into one packet, in bytes. The length in an IPv4 header counts that
/// header as well, the length in an IPv6 header does not.
constexpr std::size_t longest_tcp_payload(Address::Family family) {
  return family == Address::Family::ipv4 ? 65535 - 20 - 20 : 65535 - 20;
}
constexpr std::size_t longest_udp_payload(Address::Family family) {
  return family == Address::Family::ipv4 ? 65535 - 20 - 8 : 65535 - 8;
}

/// Returns the packet that carries `segment`, beginning with its IP header. The payload must not be
/// longer than longest_tcp_payload().
std::string tcp_packet(const TcpSegment& segment);

/// Returns the packet that carries one datagram, beginning with its IP header. The payload must not
/// be longer than longest_udp_payload().
std::string udp_packet(const Address& source, const Address& destination, std::string_view payload);

}  // namespace chatlab
