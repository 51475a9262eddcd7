// Reads and writes a datagram's local address as ancillary data. cmsg(3), RFC 3542 section 6
#define __APPLE_USE_RFC_3542  // macOS declares IPV6_RECVPKTINFO only for programs that ask for it
#include "platform/posix/packet_info.hpp"

#include <netinet/in.h>

#include <cstring>

#include "platform/posix/open_socket.hpp"

namespace chatlab {
namespace {

// Linux and macOS write an IPv4 address of this machine as an in_pktinfo, the BSDs as an in_addr.
// ipi_spec_dst is an address of this machine even if the datagram was sent to a broadcast address.
#ifdef IP_PKTINFO
using Ipv4Info = in_pktinfo;
const SocketOption ipv4_request = {"IP_PKTINFO", IPPROTO_IP, IP_PKTINFO};
constexpr int ipv4_info = IP_PKTINFO;

in_addr& address_in(Ipv4Info& info) {
  return info.ipi_spec_dst;
}
#else
using Ipv4Info = in_addr;
const SocketOption ipv4_request = {"IP_RECVDSTADDR", IPPROTO_IP, IP_RECVDSTADDR};
constexpr int ipv4_info = IP_RECVDSTADDR;  // IP_SENDSRCADDR is the same number

in_addr& address_in(Ipv4Info& info) {
  return info;
}
#endif

Address read_ipv4(const cmsghdr& header, std::uint16_t port) {
  Ipv4Info info = {};
  std::memcpy(&info, CMSG_DATA(&header), sizeof info);
  Address::Bytes bytes = {};
  std::memcpy(bytes.data(), &address_in(info), sizeof(in_addr));
  return Address(Address::Family::ipv4, bytes, port);
}

// A multicast group can't be a source address: the system chooses one.
Address read_ipv6(const cmsghdr& header, std::uint16_t port) {
  in6_pktinfo info = {};
  std::memcpy(&info, CMSG_DATA(&header), sizeof info);
  if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) return Address();
  const bool has_scope = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr);
  Address::Bytes bytes = {};
  std::memcpy(bytes.data(), &info.ipi6_addr, sizeof info.ipi6_addr);
  return Address(Address::Family::ipv6, bytes, port, has_scope ? info.ipi6_ifindex : 0);
}

void attach(msghdr& message, AncillaryData& data, int level, int type, const void* bytes,
            std::size_t size) {
  message.msg_control = data.bytes;
  message.msg_controllen = CMSG_SPACE(size);
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = level;
  header->cmsg_type = type;
  header->cmsg_len = CMSG_LEN(size);
  std::memcpy(CMSG_DATA(header), bytes, size);
}

}  // namespace

void request_packet_info(int descriptor, Address::Family family) {
  if (family == Address::Family::ipv4) {
    set_options(descriptor, {ipv4_request});
  } else {
    set_options(descriptor, {{"IPV6_RECVPKTINFO", IPPROTO_IPV6, IPV6_RECVPKTINFO}});
  }
}

Address destination_of(msghdr& message, std::uint16_t port) {
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == ipv4_info) {
      return read_ipv4(*header, port);
    }
    if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
      return read_ipv6(*header, port);
    }
  }
  return Address();
}

void set_source(msghdr& message, AncillaryData& data, const Address& source) {
  if (source.family() == Address::Family::ipv4) {
    Ipv4Info info = {};
    std::memcpy(&address_in(info), source.bytes().data(), sizeof(in_addr));
    return attach(message, data, IPPROTO_IP, ipv4_info, &info, sizeof info);
  }
  in6_pktinfo info = {};
  std::memcpy(&info.ipi6_addr, source.bytes().data(), sizeof info.ipi6_addr);
  info.ipi6_ifindex = source.scope();
  attach(message, data, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
}

}  // namespace chatlab
