// The addresses that the server's own UDP endpoints send from.
//
// Nothing is answered that claims to come from there: the source address of a datagram can be
// forged, and an endpoint that was made to answer another, or itself, would never stop.
#pragma once

#include <vector>

#include "platform/address.hpp"

namespace chatlab {

class OwnAddresses {
 public:
  /// An endpoint is bound to `address`, perhaps to all addresses of this machine.
  void add(const Address& address) { bound_.push_back(address); }

  /// Whether one of the endpoints sends from `address`.
  bool contains(const Address& address) const;

 private:
  std::vector<Address> bound_;
};

}  // namespace chatlab
