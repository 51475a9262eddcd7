// The addresses that the server's own UDP endpoints send from.
//
// A datagram that seems to come from one of them is not answered. Source addresses can be forged,
// and an endpoint that answers another endpoint, or itself, would never stop.
#pragma once

#include <vector>

#include "platform/address.hpp"

namespace chatlab {

class OwnAddresses {
 public:
  /// Adds the address that an endpoint is bound to, which may stand for all addresses of this
  /// machine.
  void add(const Address& address) { bound_.push_back(address); }

  /// True if one of the endpoints sends from `address`.
  bool contains(const Address& address) const;

 private:
  std::vector<Address> bound_;
};

}  // namespace chatlab
