#include "platform/udp_socket.hpp"

#include "platform/windows/native.hpp"
#include "platform/windows/open_socket.hpp"

namespace chatlab {
namespace {

// Whether an ICMP port unreachable, which an earlier datagram brought back, has a later call fail
// with WSAECONNRESET. It has, unless told otherwise; a server that sends to many, of whom some have
// gone, is better off without. MSDN: SIO_UDP_CONNRESET in Winsock IOCTLs
void report_resets(SOCKET socket, bool reported) {
  BOOL value = reported ? TRUE : FALSE;
  DWORD unused = 0;
  WSAIoctl(socket, SIO_UDP_CONNRESET, &value, sizeof value, nullptr, 0, &unused, nullptr, nullptr);
}

// POSIX names the same by what happened: refused.
IoResult failed_datagram() {
  if (WSAGetLastError() == WSAECONNRESET) return IoResult::failed(to_error(WSAECONNREFUSED));
  return failed();
}

}  // namespace

UdpSocket::UdpSocket(const Address& address) : Socket(to_handle(open_bound(address, SOCK_DGRAM))) {
  report_resets(to_socket(handle()), false);
}

IoResult UdpSocket::receive_from(char* buffer, std::size_t size, Address& from) {
  const int length = to_length(size);
  for (;;) {
    NativeAddress native;
    int count = ::recvfrom(to_socket(handle()), buffer, length, 0, native.get(), &native.size);
    if (count < 0 && WSAGetLastError() == WSAENETRESET) continue;  // an earlier one's TTL ran out
    if (count < 0 && WSAGetLastError() == WSAEMSGSIZE) count = length;  // cut off, as POSIX does
    if (count < 0) return failed_datagram();
    from = from_native(native);
    return IoResult::done(static_cast<std::size_t>(count));
  }
}

void UdpSocket::report_unreachable() {
  report_resets(to_socket(handle()), true);
}

IoResult UdpSocket::send_to(const char* bytes, std::size_t size, const Address& to) {
  const NativeAddress native = to_native(to);
  const int count =
      ::sendto(to_socket(handle()), bytes, to_length(size), 0, native.get(), native.size);
  if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
  return failed_datagram();
}

}  // namespace chatlab
