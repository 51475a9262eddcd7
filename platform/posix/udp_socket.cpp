// UDP sockets on POSIX: datagrams with their destination, and errors. recvmsg(2), sendmsg(2)
#include "platform/udp_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#ifdef __linux__
#include <linux/errqueue.h>
#endif

#include <cerrno>
#include <cstring>

#include "platform/posix/native.hpp"
#include "platform/posix/open_socket.hpp"
#include "platform/posix/packet_info.hpp"

namespace chatlab {
namespace {

// What recvmsg(2) fills in: the datagram, its source and its destination.
struct IncomingMessage {
  IncomingMessage(char* buffer, std::size_t size) : bytes{buffer, size} {
    header.msg_name = address.get();
    header.msg_namelen = address.size;
    header.msg_iov = &bytes;
    header.msg_iovlen = 1;
    header.msg_control = ancillary.bytes;
    header.msg_controllen = sizeof ancillary.bytes;
  }

  NativeAddress address;
  AncillaryData ancillary;
  iovec bytes;
  msghdr header = {};
};

#ifdef IP_RECVERR

// On request, Linux reports undeliverable datagrams to an unconnected socket. Each error makes one
// call on the socket fail, and is queued as well, with the datagram's destination. IP_RECVERR in
// ip(7)
void request_errors(int descriptor, Address::Family family) {
  const bool is_ipv4 = family == Address::Family::ipv4;
  const SocketOption for_ipv4 = {"IP_RECVERR", IPPROTO_IP, IP_RECVERR};
  const SocketOption for_ipv6 = {"IPV6_RECVERR", IPPROTO_IPV6, IPV6_RECVERR};
  set_options(descriptor, {is_ipv4 ? for_ipv4 : for_ipv6});
}

bool is_extended_error(const cmsghdr& header) {
  return (header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_RECVERR) ||
         (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_RECVERR);
}

sock_extended_err extended_error(msghdr& message) {
  sock_extended_err error = {};
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
       header = CMSG_NXTHDR(&message, header)) {
    if (is_extended_error(*header)) std::memcpy(&error, CMSG_DATA(header), sizeof error);
  }
  return error;
}

// Removes the next error from the queue. Local errors (SO_EE_ORIGIN_LOCAL) were reported to the
// sending call and are skipped.
std::optional<ReceivedDatagram> receive_error(int descriptor) {
  for (;;) {
    char byte = 0;
    IncomingMessage message(&byte, 1);
    const auto count = ::recvmsg(descriptor, &message.header, MSG_ERRQUEUE);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return ReceivedDatagram{failed(), Address(), Address()};
    const sock_extended_err error = extended_error(message.header);
    if (error.ee_origin == SO_EE_ORIGIN_NONE || error.ee_origin == SO_EE_ORIGIN_LOCAL) continue;
    const std::error_code reason(static_cast<int>(error.ee_errno), std::generic_category());
    return ReceivedDatagram{IoResult::failed(reason), from_native(message.address), Address()};
  }
}

#else

void request_errors(int, Address::Family) {}

std::optional<ReceivedDatagram> receive_error(int) {
  return std::nullopt;
}

#endif

}  // namespace

Handle UdpSocket::open_now(const Address& address) {
  return open_to_bind(address, SOCK_DGRAM);
}

void UdpSocket::request_details_now() {
  const Address::Family family = bound_to_.family();
  request_errors(descriptor(handle()), family);
  if (bound_to_.is_unspecified()) request_packet_info(descriptor(handle()), family);
}

ReceivedDatagram UdpSocket::receive_now(char* buffer, std::size_t size) {
  for (;;) {
    IncomingMessage message(buffer, size);
    const auto count = ::recvmsg(descriptor(handle()), &message.header, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return {failed(), Address(), Address()};
    ReceivedDatagram received;
    received.result = IoResult::done(static_cast<std::size_t>(count));
    received.from = from_native(message.address);
    received.to =
        bound_to_.is_unspecified() ? destination_of(message.header, bound_to_.port()) : bound_to_;
    return received;
  }
}

std::optional<ReceivedDatagram> UdpSocket::receive_error_now() {
  return receive_error(descriptor(handle()));
}

IoResult UdpSocket::send_to_now(const char* bytes, std::size_t size, const Address& to,
                                const Address& from) {
  NativeAddress destination = to_native(to);
  // iovec has no const because recvmsg uses it, too; sendmsg only reads.
  iovec part = {const_cast<char*>(bytes), size};
  AncillaryData ancillary;
  msghdr message = {};
  message.msg_name = destination.get();
  message.msg_namelen = destination.size;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  const bool chooses_source = bound_to_.is_unspecified() && !from.is_unspecified();
  if (chooses_source) set_source(message, ancillary, from);
  for (;;) {
    const auto count = ::sendmsg(descriptor(handle()), &message, send_flags);
    if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
    if (errno != EINTR) return failed();
  }
}

}  // namespace chatlab
