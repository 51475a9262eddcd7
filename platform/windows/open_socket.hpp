// Opens sockets, and converts WSAGetLastError() to a result: what TCP and UDP sockets share. For
// this folder only.
#pragma once

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

/// Sets an option of type int. No effect if the system refuses it. MSDN: setsockopt
void set_option(SOCKET socket, int level, int option, int value);

/// Opens a non-blocking socket of the address's family. `type` is SOCK_STREAM or SOCK_DGRAM. Throws
/// std::system_error. MSDN: socket
SOCKET open_socket(const Address& address, int type);

/// As open_socket(), and binds the socket to `address`. An IPv6 socket serves IPv6 only. Throws
/// std::system_error. MSDN: bind
SOCKET open_bound(const Address& address, int type);

/// The result of a call that has just failed: `would_block`, or `error` with WSAGetLastError().
IoResult failed();

}  // namespace chatlab
