// Opens and configures sockets. MSDN: socket, setsockopt
#include "platform/windows/open_socket.hpp"

#include <system_error>

namespace chatlab {

IoResult prepare_socket(SOCKET socket) {
  SetHandleInformation(reinterpret_cast<HANDLE>(socket), HANDLE_FLAG_INHERIT, 0);
  const bool is_prepared = set_blocking(socket, false);
  const IoResult result = is_prepared ? IoResult::done(0) : failed();
  tell_observer({Call::make_non_blocking, to_handle(socket), 0, result});
  return result;
}

void set_options(SOCKET socket, const SocketOptions& options) {
  IoResult result = IoResult::done(0);
  for (const SocketOption& one : options) {
    const auto* const value = reinterpret_cast<const char*>(&one.value);
    const bool is_set = setsockopt(socket, one.level, one.option, value, sizeof one.value) == 0;
    if (!is_set) result = failed();
  }
  tell_options(to_handle(socket), options, result);
}

SOCKET open_socket(const Address& address, int type) {
  const int family = address.family() == Address::Family::ipv4 ? AF_INET : AF_INET6;
  const SOCKET opened = ::socket(family, type, 0);
  const bool is_open = opened != INVALID_SOCKET;
  IoResult result = is_open ? IoResult::done(0) : failed();
  tell_opened(to_handle(opened), result);
  if (is_open) result = prepare_socket(opened);
  if (result.status == IoStatus::done) return opened;
  if (is_open) closesocket(opened);
  throw std::system_error(result.error, "socket for " + address.to_string());
}

// Not SO_REUSEADDR, which on Windows would let a second server listen on the same port and steal
// connections from the first. A port with old connections in TIME-WAIT can be bound without it.
// MSDN: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE
SOCKET open_to_bind(const Address& address, int type) {
  const SOCKET opened = open_socket(address, type);
  SocketOptions options = {{"SO_EXCLUSIVEADDRUSE", SOL_SOCKET, SO_EXCLUSIVEADDRUSE}};
  if (address.family() == Address::Family::ipv6) {
    options.push_back({"IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY});
  }
  set_options(opened, options);
  return opened;
}

IoResult failed() {
  const std::error_code error = last_error();
  if (error.value() == WSAEWOULDBLOCK) return IoResult::would_block(error);
  return IoResult::failed(error);
}

}  // namespace chatlab
