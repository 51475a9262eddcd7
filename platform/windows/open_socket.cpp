// Opens, configures and binds sockets. MSDN: socket, bind
#include "platform/windows/open_socket.hpp"

#include <system_error>

namespace chatlab {

void set_option(SOCKET socket, int level, int option, int value) {
  setsockopt(socket, level, option, reinterpret_cast<const char*>(&value), sizeof value);
}

SOCKET open_socket(const Address& address, int type) {
  const int family = address.family() == Address::Family::ipv4 ? AF_INET : AF_INET6;
  const SOCKET opened = ::socket(family, type, 0);
  if (opened != INVALID_SOCKET && prepare_socket(opened)) return opened;
  const std::error_code error = last_error();
  if (opened != INVALID_SOCKET) closesocket(opened);
  throw std::system_error(error, "socket for " + address.to_string());
}

SOCKET open_bound(const Address& address, int type) {
  const SOCKET opened = open_socket(address, type);
  // Not SO_REUSEADDR, which on Windows would let a second server listen on the same port and steal
  // connections from the first. A port with old connections in TIME-WAIT can be bound without it.
  // MSDN: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE
  set_option(opened, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, 1);
  if (address.family() == Address::Family::ipv6) set_option(opened, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  const NativeAddress native = to_native(address);
  if (::bind(opened, native.get(), native.size) == 0) return opened;
  const std::error_code error = last_error();
  closesocket(opened);
  throw std::system_error(error, "bind " + address.to_string());
}

IoResult failed() {
  const std::error_code error = last_error();
  if (error.value() == WSAEWOULDBLOCK) return IoResult::would_block(error);
  return IoResult::failed(error);
}

}  // namespace chatlab
