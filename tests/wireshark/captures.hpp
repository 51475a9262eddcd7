// The captures that the dissector is tested with. Each function writes several, named after the
// protocol; the `.cases` file of the protocol says what Wireshark must find in them.
#pragma once

#include <cstdint>
#include <string>

namespace chatlab {

/// No protocol's default port: for Decode As.
constexpr std::uint16_t other_port = 4711;

void write_framed_captures(const std::string& folder);
void write_line_captures(const std::string& folder);
void write_named_captures(const std::string& folder);
void write_anonymous_captures(const std::string& folder);
void write_datagram_captures(const std::string& folder);
void write_echo_and_peer_captures(const std::string& folder);

/// Every kind of packet that there is, no matter what is in it.
void write_packet_captures(const std::string& folder);

}  // namespace chatlab
