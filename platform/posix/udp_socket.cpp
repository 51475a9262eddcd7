#include "platform/udp_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>

#include "platform/posix/native.hpp"
#include "platform/posix/open_socket.hpp"

namespace chatlab {
namespace {

// With IP_RECVERR an error also waits in a queue of its own, and keeps the handle ready until it is
// taken from there. ip(7)
IoResult failed_receive(int descriptor) {
  const IoResult result = failed();
#ifdef IP_RECVERR
  char byte;
  while (::recv(descriptor, &byte, 1, MSG_ERRQUEUE) >= 0) continue;
#else
  static_cast<void>(descriptor);
#endif
  return result;
}

}  // namespace

UdpSocket::UdpSocket(const Address& address) : Socket(open_bound(address, SOCK_DGRAM)) {}

IoResult UdpSocket::receive_from(char* buffer, std::size_t size, Address& from) {
  for (;;) {
    NativeAddress native;
    const auto count =
        ::recvfrom(descriptor(handle()), buffer, size, 0, native.get(), &native.size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed_receive(descriptor(handle()));
    from = from_native(native);
    return IoResult::done(static_cast<std::size_t>(count));
  }
}

void UdpSocket::report_unreachable() {
#ifdef IP_RECVERR
  const bool is_ipv4 = local_address().family() == Address::Family::ipv4;
  set_option(descriptor(handle()), is_ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
             is_ipv4 ? IP_RECVERR : IPV6_RECVERR, 1);
#endif
}

IoResult UdpSocket::send_to(const char* bytes, std::size_t size, const Address& to) {
  const NativeAddress native = to_native(to);
  for (;;) {
    const auto count =
        ::sendto(descriptor(handle()), bytes, size, send_flags, native.get(), native.size);
    if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
    if (errno != EINTR) return failed();
  }
}

}  // namespace chatlab
