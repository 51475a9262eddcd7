// A set of addresses that forgets the oldest.
#include "apps/server/recently_removed.hpp"

#include <algorithm>
#include <cstddef>

namespace chatlab {
namespace {

constexpr std::size_t most_addresses = 1000;

}  // namespace

void RecentlyRemoved::add(const Address& address) {
  forget(address);
  addresses_.insert(address);
  order_.push_back(address);
  if (order_.size() > most_addresses) forget(Address(order_.front()));
}

bool RecentlyRemoved::forget(const Address& address) {
  if (addresses_.erase(address) == 0) return false;
  order_.erase(std::find(order_.begin(), order_.end(), address));
  return true;
}

}  // namespace chatlab
