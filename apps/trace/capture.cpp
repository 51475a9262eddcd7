// Makes up TCP segments and UDP datagrams, and appends them in pcap format.
#include "apps/trace/capture.hpp"

#include <algorithm>

#include "apps/trace/packet.hpp"

namespace chatlab {
namespace {

constexpr std::uint32_t microseconds_magic = 0xa1b2c3d4;
constexpr std::uint32_t linktype_raw = 101;
constexpr std::uint32_t longest_packet = 262144;  // the value that libpcap's own programs write

// The writer of a pcap file chooses the byte order; readers recognize it by the magic number. A
// fixed order gives the same file on every machine.
void append_little_endian(std::string& bytes, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) {
    bytes += static_cast<char>(value & 0xffu);
    value >>= 8u;
  }
}

std::string file_header() {
  std::string header;
  append_little_endian(header, microseconds_magic, 4);
  append_little_endian(header, 2, 2);  // the version of the format, 2.4
  append_little_endian(header, 4, 2);
  append_little_endian(header, 0, 4);  // the time zone: always UTC
  append_little_endian(header, 0, 4);  // the accuracy of the times, never used
  append_little_endian(header, longest_packet, 4);
  append_little_endian(header, linktype_raw, 4);
  return header;
}

std::string packet_header(WallTime time, std::size_t size) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  std::string header;
  append_little_endian(header, static_cast<std::uint32_t>(seconds.count()), 4);
  append_little_endian(header, static_cast<std::uint32_t>((time - seconds).count()), 4);
  append_little_endian(header, static_cast<std::uint32_t>(size), 4);  // the bytes stored
  append_little_endian(header, static_cast<std::uint32_t>(size), 4);  // the bytes of the packet
  return header;
}

}  // namespace

Capture::Capture(std::uint64_t limit) : limit_(limit), pending_(file_header()) {
  written_ = pending_.size();
}

// The three-way handshake. RFC 9293 3.5
void Capture::record_open(WallTime time, ConnectionId connection, const Address& local,
                          const Address& peer, Side opener) {
  Conversation& conversation = conversations_[connection];
  conversation.local = {local, choose_initial_sequence(), Stream::open};
  conversation.peer = {peer, choose_initial_sequence(), Stream::open};
  const bool by_us = opener == Side::local;
  End& client = by_us ? conversation.local : conversation.peer;
  End& server = by_us ? conversation.peer : conversation.local;
  write_segment(time, client, server, tcp_flag::syn);
  write_segment(time, server, client, tcp_flag::syn + tcp_flag::ack);
  write_segment(time, client, server, tcp_flag::ack);
}

void Capture::record_refusal(WallTime time, const Address& local, const Address& peer) {
  End client = {local, choose_initial_sequence(), Stream::open};
  End server = {peer, 0, Stream::open};
  write_segment(time, client, server, tcp_flag::syn);
  write_segment(time, server, client, tcp_flag::rst + tcp_flag::ack);
}

void Capture::record_sent(WallTime time, ConnectionId connection, std::string_view bytes) {
  Conversation* found = find(connection);
  if (found != nullptr) write_data(time, found->local, found->peer, bytes);
}

void Capture::record_received(WallTime time, ConnectionId connection, std::string_view bytes) {
  Conversation* found = find(connection);
  if (found != nullptr) write_data(time, found->peer, found->local, bytes);
}

void Capture::record_end(WallTime time, ConnectionId connection, Side who) {
  Conversation* found = find(connection);
  if (found == nullptr) return;
  if (who == Side::local) write_end(time, found->local, found->peer);
  if (who == Side::peer) write_end(time, found->peer, found->local);
}

void Capture::record_close(WallTime time, ConnectionId connection) {
  record_end(time, connection, Side::local);
  conversations_.erase(connection);
}

void Capture::record_reset(WallTime time, ConnectionId connection, Side who) {
  Conversation* found = find(connection);
  if (found == nullptr) return;
  End& from = who == Side::local ? found->local : found->peer;
  const End& to = who == Side::local ? found->peer : found->local;
  write_segment(time, from, to, tcp_flag::rst + tcp_flag::ack);
  conversations_.erase(connection);
}

void Capture::record_datagram_sent(WallTime time, const Address& local, const Address& peer,
                                   std::string_view bytes) {
  write_datagram(time, local, peer, bytes);
}

void Capture::record_datagram_received(WallTime time, const Address& local, const Address& peer,
                                       std::string_view bytes) {
  write_datagram(time, peer, local, bytes);
}

std::string Capture::drain() {
  std::string bytes;
  bytes.swap(pending_);
  return bytes;
}

std::string Capture::consume_limit_notice() {
  if (limit_state_ != Limit::reached) return {};
  limit_state_ = Limit::told;
  return "the capture has reached its limit of " + std::to_string(limit_) +
         " bytes: what happens from now on is not in it";
}

Capture::Conversation* Capture::find(ConnectionId connection) {
  const auto found = conversations_.find(connection);
  return found == conversations_.end() ? nullptr : &found->second;
}

void Capture::write_data(WallTime time, End& from, End& to, std::string_view bytes) {
  const std::size_t most = longest_tcp_payload(from.address.family());
  for (; !bytes.empty(); bytes.remove_prefix(std::min(most, bytes.size()))) {
    write_segment(time, from, to, tcp_flag::psh + tcp_flag::ack, bytes.substr(0, most));
  }
}

// A FIN and its acknowledgement: half of the closing handshake. RFC 9293 3.6
void Capture::write_end(WallTime time, End& from, End& to) {
  if (from.stream == Stream::ended) return;
  write_segment(time, from, to, tcp_flag::fin + tcp_flag::ack);
  from.stream = Stream::ended;
  write_segment(time, to, from, tcp_flag::ack);
}

// Sequence numbers count bytes; SYN and FIN count as one byte each. RFC 9293 3.4
void Capture::write_segment(WallTime time, End& from, const End& to, std::uint8_t flags,
                            std::string_view payload) {
  if (limit_state_ != Limit::not_reached) return;
  TcpSegment segment;
  segment.source = from.address;
  segment.destination = to.address;
  segment.sequence = from.next_sequence;
  if ((flags & tcp_flag::ack) != 0) segment.acknowledgement = to.next_sequence;
  segment.flags = flags;
  segment.payload = payload;
  append_packet(time, tcp_packet(segment));
  from.next_sequence += static_cast<std::uint32_t>(payload.size());
  if ((flags & (tcp_flag::syn + tcp_flag::fin)) != 0) ++from.next_sequence;
}

void Capture::write_datagram(WallTime time, const Address& from, const Address& to,
                             std::string_view bytes) {
  if (limit_state_ != Limit::not_reached) return;
  append_packet(time, udp_packet(from, to, bytes.substr(0, longest_udp_payload(from.family()))));
}

// Once a packet does not fit, no smaller packet is appended either: the file ends there and has no
// gaps.
void Capture::append_packet(WallTime time, const std::string& packet) {
  const std::string header = packet_header(time, packet.size());
  if (written_ + header.size() + packet.size() > limit_) {
    limit_state_ = Limit::reached;
    return;
  }
  pending_ += header;
  pending_ += packet;
  written_ += header.size() + packet.size();
}

// Each connection starts 64,000 after the one before, as in 4.3BSD, so that readers do not regard a
// port that is used again as a retransmission. Real systems start at an unpredictable number (RFC
// 6528).
std::uint32_t Capture::choose_initial_sequence() {
  last_initial_sequence_ += 64000;
  return last_initial_sequence_;
}

}  // namespace chatlab
