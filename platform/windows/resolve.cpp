// Asks the system which addresses a host name stands for. MSDN: GetAddrInfoW
#include "platform/address.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "platform/windows/native.hpp"
#include "platform/windows/utf16.hpp"

namespace chatlab {

// The wide form of getaddrinfo: the narrow form expects names in the user's code page. MSDN:
// GetAddrInfoW
std::vector<Address> resolve(const std::string& host, std::uint16_t port) {
  ADDRINFOW hints = {};
  hints.ai_socktype = SOCK_STREAM;  // one result per address, whatever its later use
  ADDRINFOW* list = nullptr;
  const int failure = GetAddrInfoW(to_utf16(host).c_str(), nullptr, &hints, &list);
  if (failure != 0) {
    throw std::runtime_error("resolve " + host + ": " + to_error(failure).message());
  }
  std::vector<Address> addresses;
  for (const ADDRINFOW* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    NativeAddress native;
    std::memcpy(&native.storage, entry->ai_addr, entry->ai_addrlen);
    const Address found = from_native(native);
    const Address address(found.family(), found.bytes(), port, found.scope());
    if (std::find(addresses.begin(), addresses.end(), address) != addresses.end()) continue;
    addresses.push_back(address);
  }
  FreeAddrInfoW(list);
  if (addresses.empty()) throw std::runtime_error("resolve " + host + ": no IP address");
  return addresses;
}

}  // namespace chatlab
