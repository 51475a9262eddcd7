// Converts addresses from and to text and sockaddr. The calls are the same on all systems; only
// their headers differ. sockaddr_in(3type), sockaddr_in6(3type), inet_pton(3)
#ifdef _WIN32
#include "platform/windows/native.hpp"
#else
#include <arpa/inet.h>
#include <netinet/in.h>

#include "platform/posix/native.hpp"
#endif

#include <cstring>

namespace chatlab {

std::optional<Address> Address::parse(const std::string& ip, std::uint16_t port) {
  Bytes bytes = {};
  if (inet_pton(AF_INET, ip.c_str(), bytes.data()) == 1) return Address(Family::ipv4, bytes, port);
  if (inet_pton(AF_INET6, ip.c_str(), bytes.data()) == 1) return Address(Family::ipv6, bytes, port);
  return std::nullopt;
}

std::string Address::ip() const {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(family_ == Family::ipv4 ? AF_INET : AF_INET6, bytes_.data(), text, sizeof text);
  return scope_ == 0 ? text : std::string(text) + '%' + std::to_string(scope_);
}

NativeAddress to_native(const Address& address) {
  NativeAddress native;
  if (address.family() == Address::Family::ipv4) {
    sockaddr_in in = {};
    in.sin_family = AF_INET;
    in.sin_port = htons(address.port());
    std::memcpy(&in.sin_addr, address.bytes().data(), sizeof in.sin_addr);
    std::memcpy(&native.storage, &in, sizeof in);
    native.size = sizeof in;
    return native;
  }
  sockaddr_in6 in6 = {};
  in6.sin6_family = AF_INET6;
  in6.sin6_port = htons(address.port());
  in6.sin6_scope_id = address.scope();
  std::memcpy(&in6.sin6_addr, address.bytes().data(), sizeof in6.sin6_addr);
  std::memcpy(&native.storage, &in6, sizeof in6);
  native.size = sizeof in6;
  return native;
}

Address from_native(const NativeAddress& native) {
  Address::Bytes bytes = {};
  if (native.storage.ss_family == AF_INET) {
    sockaddr_in in = {};
    std::memcpy(&in, &native.storage, sizeof in);
    std::memcpy(bytes.data(), &in.sin_addr, sizeof in.sin_addr);
    return Address(Address::Family::ipv4, bytes, ntohs(in.sin_port));
  }
  sockaddr_in6 in6 = {};
  std::memcpy(&in6, &native.storage, sizeof in6);
  std::memcpy(bytes.data(), &in6.sin6_addr, sizeof in6.sin6_addr);
  return Address(Address::Family::ipv6, bytes, ntohs(in6.sin6_port), in6.sin6_scope_id);
}

}  // namespace chatlab
