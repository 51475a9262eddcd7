// Opening a socket, and what its calls have in common: for the files of this folder only.
#pragma once

#include <sys/socket.h>

#include "platform/address.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

// A send to a connection that the peer has reset must fail with EPIPE and not raise SIGPIPE. Linux
// and the BSDs say so a call, macOS says so a socket (SO_NOSIGPIPE). send(2)
#ifdef MSG_NOSIGNAL
constexpr int send_flags = MSG_NOSIGNAL;
#else
constexpr int send_flags = 0;
#endif

/// Sets an option of type int; a system that refuses it goes without. setsockopt(2)
void set_option(int descriptor, int level, int option, int value);

/// A non-blocking socket of the address's family. `type` is SOCK_STREAM or SOCK_DGRAM. Throws
/// std::system_error. socket(2)
int open_socket(const Address& address, int type);

/// The same, bound to `address`. An IPv6 socket takes IPv6 only. Throws std::system_error. bind(2)
int open_bound(const Address& address, int type);

/// What came of a call that has just failed: `would_block`, or `error` with errno.
IoResult failed();

}  // namespace chatlab
