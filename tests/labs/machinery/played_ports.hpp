// Listening sockets and UDP ports on the played platform (played_platform.hpp): the check is the
// network, and the clients.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/address.hpp"
#include "tests/labs/machinery/played_platform.hpp"

namespace chatlab::labs {

/// A client at `from` connects to the listening socket, of which there must be one. The connection
/// waits there until it is accepted.
void connect_client(const Address& from);

/// The server's end of the accepted connection that came from `from`, open or not.
PlayedStream& stream_from(const Address& from);

/// A datagram arrives at the UDP port, of which there must be one.
void arrive(std::string_view datagram, const Address& from);

/// The next receive of the UDP port reports that no socket listens at `to` any more.
void report_unreachable(const Address& to);

/// A datagram that the UDP port has sent.
struct SentDatagram {
  Address to;
  std::string bytes;
};

/// Returns what the UDP port has sent since the last call.
std::vector<SentDatagram> collect_sent();

}  // namespace chatlab::labs
