// Parses pcap records and the headers in them, and verifies checksums.
#include "tests/support/capture_reader.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace chatlab {
namespace {

constexpr std::size_t file_header_size = 24;
constexpr std::size_t packet_header_size = 16;

unsigned byte_at(std::string_view bytes, std::size_t offset) {
  return static_cast<unsigned char>(bytes.at(offset));
}

unsigned big_16(std::string_view bytes, std::size_t offset) {
  return byte_at(bytes, offset) * 256 + byte_at(bytes, offset + 1);
}

std::uint32_t big_32(std::string_view bytes, std::size_t offset) {
  return big_16(bytes, offset) * 65536u + big_16(bytes, offset + 2);
}

std::uint32_t little_32(std::string_view bytes, std::size_t offset) {
  return byte_at(bytes, offset) + byte_at(bytes, offset + 1) * 256u +
         byte_at(bytes, offset + 2) * 65536u + byte_at(bytes, offset + 3) * 16777216u;
}

// True if the 16-bit words, including their checksum, add up to all ones, as a receiver checks. The
// end-around carry is computed by division. RFC 1071 1.
bool adds_up(std::string words) {
  if (words.size() % 2 == 1) words += '\0';
  unsigned sum = 0;
  for (std::size_t i = 0; i < words.size(); i += 2) sum = (sum + big_16(words, i)) % 65535u;
  return sum == 0;
}

std::string with_port(const std::string& ip, unsigned port) {
  return Address::parse(ip, static_cast<std::uint16_t>(port)).value().to_string();
}

std::string flag_names(unsigned bits) {
  static const std::vector<std::string> names = {"FIN", "SYN", "RST", "PSH", "ACK"};
  std::string found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if ((bits >> i & 1u) != 0) found += (found.empty() ? "" : " ") + names[i];
  }
  return found;
}

std::string ip_at(std::string_view packet, std::size_t offset, std::size_t size) {
  Address::Bytes bytes = {};
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(packet[offset + i]);
  return Address(size == 4 ? Address::Family::ipv4 : Address::Family::ipv6, bytes, 0).ip();
}

void read_transport(CapturedPacket& packet) {
  const std::string& bytes = packet.transport;
  packet.source = with_port(packet.source, big_16(bytes, 0));
  packet.destination = with_port(packet.destination, big_16(bytes, 2));
  if (packet.protocol == 17) {
    EXPECT_EQ(big_16(bytes, 4), bytes.size()) << "UDP's length";
    EXPECT_NE(big_16(bytes, 6), 0u) << "UDP without a checksum";
    packet.payload = bytes.substr(8);
    return;
  }
  EXPECT_EQ(packet.protocol, 6u);
  packet.sequence = big_32(bytes, 4);
  packet.acknowledgement = big_32(bytes, 8);
  packet.flags = flag_names(byte_at(bytes, 13));
  packet.payload = bytes.substr(byte_at(bytes, 12) / 16 * 4);
}

CapturedPacket read_packet(const std::string& bytes) {
  CapturedPacket packet;
  const bool is_ipv4 = byte_at(bytes, 0) / 16 == 4;
  const std::size_t header_size = is_ipv4 ? 20 : 40;
  const std::size_t address_size = is_ipv4 ? 4 : 16;
  const std::size_t addresses = header_size - 2 * address_size;
  packet.protocol = byte_at(bytes, is_ipv4 ? 9 : 6);
  packet.source = ip_at(bytes, addresses, address_size);
  packet.destination = ip_at(bytes, addresses + address_size, address_size);
  packet.transport = bytes.substr(header_size);
  EXPECT_EQ(is_ipv4 ? big_16(bytes, 2) : big_16(bytes, 4) + 40, bytes.size()) << "IP's length";

  std::string covered = bytes.substr(addresses, 2 * address_size);
  covered += '\0';
  covered += static_cast<char>(packet.protocol);
  covered += static_cast<char>(packet.transport.size() / 256);
  covered += static_cast<char>(packet.transport.size() % 256);
  packet.checksums_are_valid =
      adds_up(covered + packet.transport) && (!is_ipv4 || adds_up(bytes.substr(0, 20)));
  read_transport(packet);
  return packet;
}

}  // namespace

std::vector<CapturedPacket> read_capture(std::string_view file) {
  return read_records(file.substr(file_header_size));
}

std::vector<CapturedPacket> read_records(std::string_view records) {
  std::vector<CapturedPacket> packets;
  while (!records.empty()) {
    const std::uint32_t size = little_32(records, 8);
    EXPECT_EQ(size, little_32(records, 12)) << "the packet is cut off";
    packets.push_back(read_packet(std::string(records.substr(packet_header_size, size))));
    packets.back().time = std::chrono::seconds(little_32(records, 0)) +
                          std::chrono::microseconds(little_32(records, 4));
    records.remove_prefix(packet_header_size + size);
  }
  return packets;
}

}  // namespace chatlab
