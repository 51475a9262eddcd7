// Opens and configures sockets, and converts WSAGetLastError() to a result: what TCP and UDP
// sockets share. For this folder only.
#pragma once

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/opened_handle.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

/// Sets options one by one, and tells an observer of them as one call. One that the system refuses
/// has no effect; the observer is told why. MSDN: setsockopt
void set_options(SOCKET socket, const SocketOptions& options);

/// Opens a non-blocking socket of the address's family. `type` is SOCK_STREAM or SOCK_DGRAM. Throws
/// std::system_error. MSDN: socket
SOCKET open_socket(const Address& address, int type);

/// As open_socket(), for a socket that will be bound. An IPv6 socket serves IPv6 only. Throws
/// std::system_error.
SOCKET open_to_bind(const Address& address, int type);

/// The result of a call that has just failed: `would_block`, or `error` with WSAGetLastError().
IoResult failed();

}  // namespace chatlab
