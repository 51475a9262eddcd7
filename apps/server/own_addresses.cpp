// Tells whether a source address is one of an endpoint, even if the endpoint is bound to all
// addresses.
#include "apps/server/own_addresses.hpp"

#include <algorithm>
#include <system_error>

#include "platform/udp_socket.hpp"

namespace chatlab {
namespace {

// A socket can be bound only to an address of this machine. bind(2), EADDRNOTAVAIL
bool is_of_this_machine(const Address& address) {
  try {
    const UdpSocket probe(Address(address.family(), address.bytes(), 0, address.scope()));
    return true;
  } catch (const std::system_error& error) {
    return error.code() != std::errc::address_not_available;
  }
}

}  // namespace

bool OwnAddresses::contains(const Address& address) const {
  return std::any_of(bound_.begin(), bound_.end(), [&](const Address& bound) {
    if (bound.port() != address.port() || bound.family() != address.family()) return false;
    if (bound.is_unspecified()) return is_of_this_machine(address);
    return bound.is_same_host(address);
  });
}

}  // namespace chatlab
