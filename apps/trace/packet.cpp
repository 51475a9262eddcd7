// Writes the fields of the headers in network byte order, and computes the checksums.
#include "apps/trace/packet.hpp"

namespace chatlab {
namespace {

// The numbers of the protocols inside an IP packet. RFC 791 3.1; IANA's registry of protocol
// numbers
constexpr std::uint8_t tcp_number = 6;
constexpr std::uint8_t udp_number = 17;

// How many routers a packet may pass. RFC 1700 recommends 64.
constexpr std::uint8_t hop_limit = 64;

constexpr std::size_t tcp_checksum_offset = 16;
constexpr std::size_t udp_checksum_offset = 6;
constexpr std::size_t ipv4_checksum_offset = 10;

// Network order is big-endian: the most significant byte comes first.
void append_8(std::string& bytes, unsigned value) {
  bytes += static_cast<char>(value & 0xffu);
}

void append_16(std::string& bytes, unsigned value) {
  append_8(bytes, value >> 8u);
  append_8(bytes, value);
}

void append_32(std::string& bytes, std::uint32_t value) {
  append_16(bytes, value >> 16u);
  append_16(bytes, value & 0xffffu);
}

void append_ip(std::string& bytes, const Address& address) {
  const std::size_t size = address.family() == Address::Family::ipv4 ? 4 : 16;
  for (std::size_t i = 0; i < size; ++i) append_8(bytes, address.bytes()[i]);
}

// Adds `bytes` to a ones' complement sum, two at a time; an odd last byte counts as if a zero
// followed. RFC 1071
std::uint32_t sum_of(std::string_view bytes, std::uint32_t sum = 0) {
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const unsigned high = static_cast<unsigned char>(bytes[i]);
    const unsigned low = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0;
    sum += (high << 8u) + low;
  }
  return sum;
}

// Folds the carries back in and inverts: what goes into a header.
std::uint32_t checksum_of(std::uint32_t sum) {
  while (sum > 0xffffu) sum = (sum & 0xffffu) + (sum >> 16u);
  return ~sum & 0xffffu;
}

void write_checksum(std::string& bytes, std::size_t offset, std::uint32_t checksum) {
  bytes[offset] = static_cast<char>(checksum >> 8u);
  bytes[offset + 1] = static_cast<char>(checksum & 0xffu);
}

// TCP's and UDP's checksums also cover these fields, so that a packet delivered to the wrong host
// is noticed. RFC 9293 3.1, RFC 8200 8.1
std::uint32_t pseudo_header_sum(const Address& source, const Address& destination,
                                std::uint8_t protocol, std::size_t length) {
  std::string addresses;
  append_ip(addresses, source);
  append_ip(addresses, destination);
  return sum_of(addresses, protocol + static_cast<std::uint32_t>(length));
}

std::string ipv4_header(const Address& source, const Address& destination, std::uint8_t protocol,
                        std::size_t payload_size) {
  std::string header;
  append_8(header, 0x45);  // version 4, a header of five 32-bit words
  append_8(header, 0);     // type of service
  append_16(header, static_cast<unsigned>(20 + payload_size));
  append_16(header, 0);       // identification: no meaning without fragments, RFC 6864
  append_16(header, 0x4000);  // "don't fragment"
  append_8(header, hop_limit);
  append_8(header, protocol);
  append_16(header, 0);  // the checksum, counted as zero
  append_ip(header, source);
  append_ip(header, destination);
  write_checksum(header, ipv4_checksum_offset, checksum_of(sum_of(header)));
  return header;
}

std::string ipv6_header(const Address& source, const Address& destination, std::uint8_t protocol,
                        std::size_t payload_size) {
  std::string header;
  append_32(header, 0x60000000);  // version 6, no traffic class, no flow label
  append_16(header, static_cast<unsigned>(payload_size));
  append_8(header, protocol);
  append_8(header, hop_limit);
  append_ip(header, source);
  append_ip(header, destination);
  return header;
}

std::string ip_packet(const Address& source, const Address& destination, std::uint8_t protocol,
                      const std::string& payload) {
  const bool is_ipv4 = source.family() == Address::Family::ipv4;
  return (is_ipv4 ? ipv4_header(source, destination, protocol, payload.size())
                  : ipv6_header(source, destination, protocol, payload.size())) +
         payload;
}

// Both ends offer the largest possible window, 1 GiB, so that no sender seems to be throttled.
// Programs are not told the true windows. RFC 7323 2.3
std::string syn_options() {
  std::string options;
  append_8(options, 3);  // window scale
  append_8(options, 3);  // the length of this option
  append_8(options, 14);
  append_8(options, 0);  // end of options: the header is counted in words
  return options;
}

}  // namespace

std::string tcp_packet(const TcpSegment& segment) {
  const std::string options = (segment.flags & tcp_flag::syn) != 0 ? syn_options() : std::string();
  std::string bytes;
  append_16(bytes, segment.source.port());
  append_16(bytes, segment.destination.port());
  append_32(bytes, segment.sequence);
  append_32(bytes, segment.acknowledgement);
  append_8(bytes, static_cast<unsigned>((20 + options.size()) / 4) << 4u);
  append_8(bytes, segment.flags);
  append_16(bytes, 65535);  // the window
  append_16(bytes, 0);      // the checksum, counted as zero
  append_16(bytes, 0);      // the urgent pointer
  bytes += options;
  bytes += segment.payload;
  const std::uint32_t pseudo =
      pseudo_header_sum(segment.source, segment.destination, tcp_number, bytes.size());
  write_checksum(bytes, tcp_checksum_offset, checksum_of(sum_of(bytes, pseudo)));
  return ip_packet(segment.source, segment.destination, tcp_number, bytes);
}

std::string udp_packet(const Address& source, const Address& destination,
                       std::string_view payload) {
  std::string bytes;
  append_16(bytes, source.port());
  append_16(bytes, destination.port());
  append_16(bytes, static_cast<unsigned>(8 + payload.size()));
  append_16(bytes, 0);  // the checksum, counted as zero
  bytes += payload;
  const std::uint32_t pseudo = pseudo_header_sum(source, destination, udp_number, bytes.size());
  const std::uint32_t checksum = checksum_of(sum_of(bytes, pseudo));
  // Zero on the wire means that there is no checksum, so a computed zero is sent inverted. RFC 768
  write_checksum(bytes, udp_checksum_offset, checksum == 0 ? 0xffffu : checksum);
  return ip_packet(source, destination, udp_number, bytes);
}

}  // namespace chatlab
