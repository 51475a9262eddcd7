// The simulated network has no names: an address is written as a number.
#include <stdexcept>

#include "platform/address.hpp"

namespace chatlab {

std::vector<Address> resolve(const std::string& host, std::uint16_t port) {
  const auto address = Address::parse(host, port);
  if (!address) throw std::runtime_error("resolve " + host + ": no IP address");
  return {*address};
}

}  // namespace chatlab
