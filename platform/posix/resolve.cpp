// Asks the system which addresses a host name stands for. getaddrinfo(3)
#include "platform/address.hpp"

#include <netdb.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "platform/posix/native.hpp"

namespace chatlab {

std::vector<Address> resolve(const std::string& host, std::uint16_t port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;  // one result per address, whatever its later use
  addrinfo* list = nullptr;
  const int failure = getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (failure != 0) {
    throw std::runtime_error(
        "resolve " + host + ": " +
        (failure == EAI_SYSTEM ? std::strerror(errno) : gai_strerror(failure)));
  }
  std::vector<Address> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    NativeAddress native;
    std::memcpy(&native.storage, entry->ai_addr, entry->ai_addrlen);
    const Address found = from_native(native);
    const Address address(found.family(), found.bytes(), port, found.scope());
    if (std::find(addresses.begin(), addresses.end(), address) != addresses.end()) continue;
    addresses.push_back(address);
  }
  freeaddrinfo(list);
  if (addresses.empty()) throw std::runtime_error("resolve " + host + ": no IP address");
  return addresses;
}

}  // namespace chatlab
