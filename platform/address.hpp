// An IP address and a port: where a socket is bound, or who is at its other end.
//
// Holds IPv4 and IPv6 as plain bytes, so it can be copied, compared and hashed without any system
// header. Names are looked up by resolve(), which is the only function here that may block.
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
  /// In network order; IPv4 uses the first four.
  using Bytes = std::array<std::uint8_t, 16>;

  /// 0.0.0.0:0
  Address() = default;

  /// `scope` is the zone of a link-local IPv6 address (RFC 4007), 0 for none.
  Address(Family family, const Bytes& bytes, std::uint16_t port, std::uint32_t scope = 0);

  /// From a numeric IP such as `127.0.0.1` or `::1`; nothing where it is not one. inet_pton(3)
  static std::optional<Address> parse(const std::string& ip, std::uint16_t port);

  Family family() const { return family_; }
  const Bytes& bytes() const { return bytes_; }
  std::uint16_t port() const { return port_; }
  std::uint32_t scope() const { return scope_; }

  /// The IP alone: `127.0.0.1`, `::1`. inet_ntop(3)
  std::string ip() const;

  /// `IP:PORT`, or `[IP]:PORT` for IPv6.
  std::string to_string() const;

  /// Whether the IP is 0.0.0.0 or `::`: bound to it, a socket serves all addresses of this machine.
  bool is_unspecified() const;

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

/// For std::unordered_map: members over UDP are found by their address.
struct AddressHash {
  std::size_t operator()(const Address& address) const;
};

/// All addresses that `host`, a name or a numeric IP, stands for, in the order in which they should
/// be tried. Blocks while the system asks its name servers. getaddrinfo(3)
/// Throws std::runtime_error, `resolve HOST: REASON`, where there is none.
std::vector<Address> resolve(const std::string& host, std::uint16_t port);

}  // namespace chatlab
