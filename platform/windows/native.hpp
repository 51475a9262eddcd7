// Conversion between portable types and Windows' own; for this folder only.
//
// The only file that includes system headers, since the macros defined below must come before them.
#pragma once

#ifndef NOMINMAX
#define NOMINMAX  // <windows.h> would define macros min and max
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN  // and would include Winsock 1 beside Winsock 2
#endif
#define FD_SETSIZE 4096  // how many handles an fd_set holds, 64 by default. MSDN: select

#include <winsock2.h>  // before all others
#include <ws2tcpip.h>

#include <mstcpip.h>
#include <mswsock.h>
#include <shellapi.h>

#include <chrono>
#include <cstddef>
#include <system_error>

#include "platform/address.hpp"
#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

/// An Address in the form that socket calls require. MSDN: SOCKADDR_IN, SOCKADDR_IN6
struct NativeAddress {
  sockaddr_storage storage = {};
  socklen_t size = sizeof(sockaddr_storage);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

NativeAddress to_native(const Address& address);
Address from_native(const NativeAddress& native);

/// True if the handle is a console, not a file, a pipe or closed. MSDN: GetConsoleMode
bool is_console(HANDLE handle);

/// True if standard input is a console. Asks the system once and early: while a thread waits for
/// bytes from a pipe, any other call on that pipe waits, too.
bool standard_input_is_console();

inline SOCKET to_socket(Handle handle) {
  return static_cast<SOCKET>(handle);
}

/// INVALID_SOCKET, all bits set, becomes no_handle.
inline Handle to_handle(SOCKET socket) {
  return static_cast<Handle>(socket);
}

/// A buffer's size as an int for Winsock and file calls; of a longer buffer only a part is used.
int to_length(std::size_t size);

/// Converts an error code of Windows or Winsock (they share one numbering). The result compares
/// equal to its std::errc and has the text of POSIX: WSAECONNREFUSED is
/// std::errc::connection_refused, `Connection refused`. Winsock's texts are whole paragraphs in the
/// user's language and code page.
std::error_code to_error(int code);

/// The error of the last failed call. MSDN: WSAGetLastError
std::error_code last_error();

/// Makes the socket blocking or not. Returns false if the system refuses. MSDN: ioctlsocket,
/// FIONBIO
bool set_blocking(SOCKET socket, bool blocking);

/// Waits until `timeout` has passed, forever if it is negative. MSDN: Sleep
void sleep_for(std::chrono::milliseconds timeout);

/// Makes a new socket non-blocking and not inheritable.
IoResult prepare_socket(SOCKET socket);

}  // namespace chatlab
