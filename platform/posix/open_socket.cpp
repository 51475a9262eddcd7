// Opens, configures and binds sockets. socket(2), bind(2)
#include "platform/posix/open_socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "platform/posix/native.hpp"

namespace chatlab {

bool prepare_descriptor(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
         fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

void set_option(int descriptor, int level, int option, int value) {
  setsockopt(descriptor, level, option, &value, sizeof value);
}

int open_socket(const Address& address, int type) {
  const int family = address.family() == Address::Family::ipv4 ? AF_INET : AF_INET6;
  const int opened = ::socket(family, type, 0);
  if (opened >= 0 && prepare_descriptor(opened)) return opened;
  const std::error_code error = last_error();
  if (opened >= 0) ::close(opened);
  throw std::system_error(error, "socket for " + address.to_string());
}

int open_bound(const Address& address, int type) {
  const int opened = open_socket(address, type);
  // Lets a restarted server bind its port at once, although old connections are still in TIME-WAIT.
  // bind still refuses a port with a listening socket. socket(7)
  if (type == SOCK_STREAM) set_option(opened, SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.family() == Address::Family::ipv6) set_option(opened, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  const NativeAddress native = to_native(address);
  if (::bind(opened, native.get(), native.size) == 0) return opened;
  const std::error_code error = last_error();
  ::close(opened);
  throw std::system_error(error, "bind " + address.to_string());
}

IoResult failed() {
  if (errno == EAGAIN || errno == EWOULDBLOCK) return IoResult::would_block(last_error());
  return IoResult::failed(last_error());
}

}  // namespace chatlab
