// Opens and configures sockets. socket(2), setsockopt(2)
#include "platform/posix/open_socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "platform/posix/native.hpp"

namespace chatlab {

IoResult prepare_descriptor(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  const bool is_prepared = flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
                           fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
  const IoResult result = is_prepared ? IoResult::done(0) : failed();
  tell_observer({Call::make_non_blocking, descriptor, 0, result});
  return result;
}

void set_options(int descriptor, const SocketOptions& options) {
  IoResult result = IoResult::done(0);
  for (const SocketOption& one : options) {
    const bool is_set =
        setsockopt(descriptor, one.level, one.option, &one.value, sizeof one.value) == 0;
    if (!is_set) result = failed();
  }
  tell_options(descriptor, options, result);
}

int open_socket(const Address& address, int type) {
  const int family = address.family() == Address::Family::ipv4 ? AF_INET : AF_INET6;
  const int opened = ::socket(family, type, 0);
  IoResult result = opened >= 0 ? IoResult::done(0) : failed();
  tell_opened(opened >= 0 ? opened : no_handle, result);
  if (opened >= 0) result = prepare_descriptor(opened);
  if (result.status == IoStatus::done) return opened;
  if (opened >= 0) ::close(opened);
  throw std::system_error(result.error, "socket for " + address.to_string());
}

// SO_REUSEADDR lets a restarted server bind its port at once, although old connections are still in
// TIME-WAIT. bind still refuses a port with a listening socket. socket(7)
int open_to_bind(const Address& address, int type) {
  const int opened = open_socket(address, type);
  SocketOptions options;
  if (type == SOCK_STREAM) options.push_back({"SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR});
  if (address.family() == Address::Family::ipv6) {
    options.push_back({"IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY});
  }
  set_options(opened, options);
  return opened;
}

IoResult failed() {
  if (errno == EAGAIN || errno == EWOULDBLOCK) return IoResult::would_block(last_error());
  return IoResult::failed(last_error());
}

}  // namespace chatlab
