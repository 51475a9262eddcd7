// Addresses without the system: comparing, hashing, and printing with the port. The part that needs
// system calls is in native_address.cpp.
#include "platform/address.hpp"

#include <tuple>

namespace chatlab {

Address::Address(Family family, const Bytes& bytes, std::uint16_t port, std::uint32_t scope)
    : bytes_(bytes), scope_(scope), port_(port), family_(family) {}

std::string Address::to_string() const {
  const std::string port = std::to_string(port_);
  return family_ == Family::ipv4 ? ip() + ':' + port : '[' + ip() + "]:" + port;
}

bool Address::is_unspecified() const {
  return bytes_ == Bytes{};
}

bool Address::is_same_host(const Address& other) const {
  return family_ == other.family_ && bytes_ == other.bytes_ && scope_ == other.scope_;
}

bool operator==(const Address& a, const Address& b) {
  return a.is_same_host(b) && a.port_ == b.port_;
}

bool operator<(const Address& a, const Address& b) {
  return std::tie(a.family_, a.bytes_, a.scope_, a.port_) <
         std::tie(b.family_, b.bytes_, b.scope_, b.port_);
}

std::size_t AddressHash::operator()(const Address& address) const {
  // FNV-1a over the bytes that tell addresses apart. RFC 9923
  std::uint64_t hash = 14695981039346656037u;
  const auto mix = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 1099511628211u; };
  for (const std::uint8_t byte : address.bytes()) mix(byte);
  mix(address.port() & 0xffu);
  mix(address.port() >> 8u);
  mix(address.scope());
  return static_cast<std::size_t>(hash);
}

}  // namespace chatlab
