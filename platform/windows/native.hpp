// Between the portable types and the system's own: for the files of this folder only, and the one
// place where they include the system's headers, because what is defined before changes those.
#pragma once

#ifndef NOMINMAX
#define NOMINMAX  // <windows.h> would make macros of min and max
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN  // and would include the first Winsock beside the second
#endif
#define FD_SETSIZE 4096  // how many handles an fd_set holds: 64 unless told. MSDN: select

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

namespace chatlab {

/// An Address in the form that the socket calls take. MSDN: SOCKADDR_IN, SOCKADDR_IN6
struct NativeAddress {
  sockaddr_storage storage = {};
  socklen_t size = sizeof(sockaddr_storage);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

NativeAddress to_native(const Address& address);
Address from_native(const NativeAddress& native);

/// Whether it belongs to a console, and not to a file, a pipe or nothing. MSDN: GetConsoleMode
bool is_console(HANDLE handle);

/// The same of standard input. The system is asked once and early: when a thread waits for bytes
/// from a pipe, asking anything about that pipe waits too.
bool standard_input_is_console();

inline SOCKET to_socket(Handle handle) {
  return static_cast<SOCKET>(handle);
}

/// INVALID_SOCKET, all bits set, becomes no_handle.
inline Handle to_handle(SOCKET socket) {
  return static_cast<Handle>(socket);
}

/// A buffer's size as Winsock and the file calls take it: a longer one is used in part.
int to_length(std::size_t size);

/// A code of Windows or Winsock (they share one numbering) as an error that compares equal to its
/// std::errc and speaks as on POSIX: WSAECONNREFUSED is std::errc::connection_refused, `Connection
/// refused`. Winsock's own texts are paragraphs, and in the user's language and code page.
std::error_code to_error(int code);

/// What the last failed call left behind. MSDN: WSAGetLastError
std::error_code last_error();

/// Whether calls on the socket wait. False where the system refuses. MSDN: ioctlsocket, FIONBIO
bool set_blocking(SOCKET socket, bool blocking);

/// Waits until `timeout` has passed; a negative one never passes. MSDN: Sleep
void sleep_for(std::chrono::milliseconds timeout);

/// Makes a new socket non-blocking, and closed in programs that this one starts. False where the
/// system refuses.
bool prepare_socket(SOCKET socket);

}  // namespace chatlab
