// An IP address and a port: what a socket is bound to, or the address of its peer.
//
// Holds IPv4 and IPv6 as plain bytes, so it can be copied, compared and hashed without any system
// header. resolve() looks up names; it is the only function here that may block.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chatlab {

class Address {
 public:
  enum class Family : std::uint8_t { ipv4, ipv6 };
  /// In network byte order; IPv4 uses the first four.
  using Bytes = std::array<std::uint8_t, 16>;

  /// 0.0.0.0:0
  Address() = default;

  /// `scope` is the zone of a link-local IPv6 address (RFC 4007), 0 for none.
  Address(Family family, const Bytes& bytes, std::uint16_t port, std::uint32_t scope = 0);

  /// Parses a numeric IP such as `127.0.0.1` or `::1`; std::nullopt if it is not one. inet_pton(3)
  static std::optional<Address> parse(const std::string& ip, std::uint16_t port);

  Family family() const { return family_; }
  const Bytes& bytes() const { return bytes_; }
  std::uint16_t port() const { return port_; }
  std::uint32_t scope() const { return scope_; }

  /// The IP alone: `127.0.0.1`, `::1`. inet_ntop(3)
  std::string ip() const;

  /// `IP:PORT`, or `[IP]:PORT` for IPv6.
  std::string to_string() const;

  /// True if the IP is 0.0.0.0 or `::`: a socket bound to it serves all addresses of this machine.
  bool is_unspecified() const;

  /// True if the addresses are equal apart from the port.
  bool is_same_host(const Address& other) const;

  friend bool operator==(const Address& a, const Address& b);
  friend bool operator!=(const Address& a, const Address& b) { return !(a == b); }
  friend bool operator<(const Address& a, const Address& b);

 private:
  Bytes bytes_ = {};
  std::uint32_t scope_ = 0;
  std::uint16_t port_ = 0;
  Family family_ = Family::ipv4;
};

/// For std::unordered_map: UDP members are looked up by their address.
struct AddressHash {
  std::size_t operator()(const Address& address) const;
};

/// Returns all addresses of `host`, a name or a numeric IP, in the order in which to try them.
/// Blocks while the system asks its name servers. Throws std::runtime_error, `resolve HOST:
/// REASON`, if there is none. getaddrinfo(3)
std::vector<Address> resolve(const std::string& host, std::uint16_t port);

}  // namespace chatlab
