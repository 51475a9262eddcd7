// UDP sockets on Windows: datagrams with their destination, and errors.
#include "platform/udp_socket.hpp"

#include "platform/windows/native.hpp"
#include "platform/windows/open_socket.hpp"
#include "platform/windows/packet_info.hpp"

namespace chatlab {
namespace {

// An ICMP port unreachable for an earlier datagram makes a later call fail with WSAECONNRESET;
// POSIX uses ECONNREFUSED. The port is not reported. MSDN: recvfrom
IoResult failed_datagram() {
  if (WSAGetLastError() == WSAECONNRESET) return IoResult::failed(to_error(WSAECONNREFUSED));
  return failed();
}

}  // namespace

Handle UdpSocket::open_now(const Address& address) {
  return to_handle(open_to_bind(address, SOCK_DGRAM));
}

void UdpSocket::request_details_now() {
  if (bound_to_.is_unspecified()) request_packet_info(to_socket(handle()), bound_to_.family());
}

ReceivedDatagram UdpSocket::receive_now(char* buffer, std::size_t size) {
  const SOCKET socket = to_socket(handle());
  for (;;) {
    NativeAddress sender;
    AncillaryData ancillary;
    WSABUF bytes = {static_cast<ULONG>(to_length(size)), buffer};
    WSAMSG message = {
        sender.get(), sender.size, &bytes, 1, {sizeof ancillary.bytes, ancillary.bytes}, 0};
    int count = receive_message(socket, message);
    if (count < 0 && WSAGetLastError() == WSAENETRESET) continue;  // an earlier one's TTL expired
    if (count < 0 && WSAGetLastError() == WSAEMSGSIZE) count = to_length(size);  // cut off
    if (count < 0) return {failed_datagram(), Address(), Address()};
    const bool is_told = bound_to_.is_unspecified();
    return {IoResult::done(static_cast<std::size_t>(count)), from_native(sender),
            is_told ? destination_of(message, bound_to_.port()) : bound_to_};
  }
}

std::optional<ReceivedDatagram> UdpSocket::receive_error_now() {
  return std::nullopt;
}

IoResult UdpSocket::send_to_now(const char* bytes, std::size_t size, const Address& to,
                                const Address& from) {
  NativeAddress destination = to_native(to);
  WSABUF part = {static_cast<ULONG>(to_length(size)), const_cast<char*>(bytes)};
  AncillaryData ancillary;
  WSAMSG message = {destination.get(), destination.size, &part, 1, {0, nullptr}, 0};
  const bool chooses_source = bound_to_.is_unspecified() && !from.is_unspecified();
  if (chooses_source) set_source(message, ancillary, from);
  DWORD count = 0;
  const int failure = WSASendMsg(to_socket(handle()), &message, 0, &count, nullptr, nullptr);
  return failure == 0 ? IoResult::done(count) : failed_datagram();
}

}  // namespace chatlab
