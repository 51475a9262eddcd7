// Reads and writes a datagram's local address as ancillary data. MSDN: WSARecvMsg, WSASendMsg
#include "platform/windows/packet_info.hpp"

#include <cstring>

#include "platform/windows/open_socket.hpp"

namespace chatlab {
namespace {

// Winsock does not export WSARecvMsg: a program must look up its address. MSDN: WSARecvMsg
LPFN_WSARECVMSG find_receive_message(SOCKET socket) {
  GUID name = WSAID_WSARECVMSG;
  LPFN_WSARECVMSG found = nullptr;
  DWORD size = 0;
  const int failure = WSAIoctl(socket, SIO_GET_EXTENSION_FUNCTION_POINTER, &name, sizeof name,
                               &found, sizeof found, &size, nullptr, nullptr);
  return failure == 0 ? found : nullptr;
}

// True for a multicast or broadcast address. Windows reports such a destination, too, but it can't
// be the source of an answer: the system then chooses one.
bool is_group(const in_addr& address) {
  const auto first = static_cast<unsigned char>(ntohl(address.s_addr) >> 24u);
  return first >= 224;
}

Address read_ipv4(const WSACMSGHDR& header, std::uint16_t port) {
  in_pktinfo info = {};
  std::memcpy(&info, WSA_CMSG_DATA(&header), sizeof info);
  if (is_group(info.ipi_addr)) return Address();
  Address::Bytes bytes = {};
  std::memcpy(bytes.data(), &info.ipi_addr, sizeof info.ipi_addr);
  return Address(Address::Family::ipv4, bytes, port);
}

Address read_ipv6(const WSACMSGHDR& header, std::uint16_t port) {
  in6_pktinfo info = {};
  std::memcpy(&info, WSA_CMSG_DATA(&header), sizeof info);
  if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) return Address();
  const bool has_scope = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr);
  Address::Bytes bytes = {};
  std::memcpy(bytes.data(), &info.ipi6_addr, sizeof info.ipi6_addr);
  return Address(Address::Family::ipv6, bytes, port, has_scope ? info.ipi6_ifindex : 0);
}

void attach(WSAMSG& message, AncillaryData& data, int level, int type, const void* bytes,
            std::size_t size) {
  message.Control.buf = data.bytes;
  message.Control.len = static_cast<ULONG>(WSA_CMSG_SPACE(size));
  WSACMSGHDR* header = WSA_CMSG_FIRSTHDR(&message);
  header->cmsg_level = level;
  header->cmsg_type = type;
  header->cmsg_len = WSA_CMSG_LEN(size);
  std::memcpy(WSA_CMSG_DATA(header), bytes, size);
}

}  // namespace

void request_packet_info(SOCKET socket, Address::Family family) {
  if (family == Address::Family::ipv4) {
    set_options(socket, {{"IP_PKTINFO", IPPROTO_IP, IP_PKTINFO}});
  } else {
    set_options(socket, {{"IPV6_PKTINFO", IPPROTO_IPV6, IPV6_PKTINFO}});
  }
}

int receive_message(SOCKET socket, WSAMSG& message) {
  static const LPFN_WSARECVMSG receive = find_receive_message(socket);
  DWORD count = 0;
  if (receive != nullptr) {
    const int failure = receive(socket, &message, &count, nullptr, nullptr);
    return failure == 0 ? static_cast<int>(count) : SOCKET_ERROR;
  }
  message.Control.len = 0;  // WSARecvFrom reports no destination
  const int failure =
      WSARecvFrom(socket, message.lpBuffers, message.dwBufferCount, &count, &message.dwFlags,
                  message.name, &message.namelen, nullptr, nullptr);
  return failure == 0 ? static_cast<int>(count) : SOCKET_ERROR;
}

Address destination_of(WSAMSG& message, std::uint16_t port) {
  for (WSACMSGHDR* header = WSA_CMSG_FIRSTHDR(&message); header != nullptr;
       header = WSA_CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
      return read_ipv4(*header, port);
    }
    if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
      return read_ipv6(*header, port);
    }
  }
  return Address();
}

void set_source(WSAMSG& message, AncillaryData& data, const Address& source) {
  if (source.family() == Address::Family::ipv4) {
    in_pktinfo info = {};
    std::memcpy(&info.ipi_addr, source.bytes().data(), sizeof info.ipi_addr);
    return attach(message, data, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
  }
  in6_pktinfo info = {};
  std::memcpy(&info.ipi6_addr, source.bytes().data(), sizeof info.ipi6_addr);
  info.ipi6_ifindex = source.scope();
  attach(message, data, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
}

}  // namespace chatlab
