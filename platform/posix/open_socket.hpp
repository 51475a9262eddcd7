// Opens and configures sockets, and converts errno to a result: what TCP and UDP sockets share. For
// this folder only.
#pragma once

#include <sys/socket.h>

#include "platform/address.hpp"
#include "platform/io_result.hpp"
#include "platform/opened_handle.hpp"

namespace chatlab {

// A send to a connection that the peer has reset must fail with EPIPE and not raise SIGPIPE. It is
// a flag per call on Linux and the BSDs, an option per socket on macOS (SO_NOSIGPIPE). send(2)
#ifdef MSG_NOSIGNAL
constexpr int send_flags = MSG_NOSIGNAL;
#else
constexpr int send_flags = 0;
#endif

/// Sets options one by one, and tells an observer of them as one call. One that the system refuses
/// has no effect; the observer is told why. setsockopt(2)
void set_options(int descriptor, const SocketOptions& options);

/// Opens a non-blocking socket of the address's family. `type` is SOCK_STREAM or SOCK_DGRAM. Throws
/// std::system_error. socket(2)
int open_socket(const Address& address, int type);

/// As open_socket(), for a socket that will be bound. An IPv6 socket serves IPv6 only. Throws
/// std::system_error.
int open_to_bind(const Address& address, int type);

/// The result of a call that has just failed: `would_block`, or `error` with errno.
IoResult failed();

}  // namespace chatlab
