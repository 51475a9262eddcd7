// The addresses of datagram members that were removed for their silence, the latest thousand.
//
// Who was merely listening does not know that it was removed if the one datagram that said so was
// lost. So the next thing that it says is answered once more; a thousand addresses bound what is
// remembered, and what is sent to addresses that are not members.
#pragma once

#include <deque>
#include <set>

#include "platform/address.hpp"

namespace chatlab {

class RecentlyRemoved {
 public:
  void add(const Address& address);

  /// True if `address` is among them; it is not any more, then.
  bool forget(const Address& address);

 private:
  std::set<Address> addresses_;
  std::deque<Address> order_;  // the same, the oldest first
};

}  // namespace chatlab
