// Addresses on POSIX: conversion to and from text and sockaddr. inet_pton(3), getaddrinfo(3)
#include "platform/address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "platform/posix/native.hpp"

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
