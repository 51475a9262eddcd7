// Opening a socket, and what its calls have in common: for the files of this folder only.
#pragma once

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

/// Sets an option of type int; a system that refuses it goes without. MSDN: setsockopt
void set_option(SOCKET socket, int level, int option, int value);

/// A non-blocking socket of the address's family. `type` is SOCK_STREAM or SOCK_DGRAM. Throws
/// std::system_error. MSDN: socket
SOCKET open_socket(const Address& address, int type);

/// The same, bound to `address`. An IPv6 socket takes IPv6 only. Throws std::system_error.
/// MSDN: bind
SOCKET open_bound(const Address& address, int type);

/// What came of a call that has just failed: `would_block`, or `error` with what
/// WSAGetLastError() told.
IoResult failed();

}  // namespace chatlab
