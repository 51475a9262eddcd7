// Conversion between portable types (Address, Handle, std::error_code) and POSIX types; for this
// folder only.
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "platform/address.hpp"
#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

/// An Address in the form that socket calls require. sockaddr_in(3type), sockaddr_in6(3type)
struct NativeAddress {
  sockaddr_storage storage = {};
  socklen_t size = sizeof(sockaddr_storage);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

NativeAddress to_native(const Address& address);
Address from_native(const NativeAddress& native);

inline int descriptor(Handle handle) {
  return static_cast<int>(handle);
}

/// The error of the last failed call. errno(3)
inline std::error_code last_error() {
  return {errno, std::generic_category()};
}

/// Makes a new descriptor non-blocking and close-on-exec. Uses fcntl(2), since SOCK_NONBLOCK,
/// accept4 and pipe2 are not available everywhere.
IoResult prepare_descriptor(int descriptor);

/// Opens the terminal behind `descriptor` a second time, for writing, non-blocking, and without
/// making it the controlling terminal. Returns the new descriptor, which the caller closes, or -1
/// if the system refuses, as it does if the terminal belongs to another user. ttyname_r(3), open(2)
int reopen_terminal(int descriptor);

/// True if standard input is a terminal that another job of the shell has the use of. False on a
/// terminal that does not control this session: it has no foreground group. Safe in a signal
/// handler. tcgetpgrp(3)
bool is_in_background();

}  // namespace chatlab
