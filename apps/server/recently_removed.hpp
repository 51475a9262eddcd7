// The addresses of datagram members that were removed because they were silent for too long, the
// latest thousand.
//
// A member that only listened does not know that it was removed if the one datagram that said so
// was lost. So its next message is answered once more. The limit of a thousand addresses bounds
// memory, and the number of answers to addresses that are not members.
#pragma once

#include <deque>
#include <set>

#include "platform/address.hpp"

namespace chatlab {

class RecentlyRemoved {
 public:
  void add(const Address& address);

  /// Removes `address`. Returns false if it was not there.
  bool forget(const Address& address);

 private:
  std::set<Address> addresses_;
  std::deque<Address> order_;  // the addresses in `addresses_`, the oldest first
};

}  // namespace chatlab
