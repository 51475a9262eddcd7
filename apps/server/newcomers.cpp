// Decides which newcomer is closed if there are too many.
#include "apps/server/newcomers.hpp"

#include <algorithm>
#include <iterator>

#include "apps/server/stream_member.hpp"

namespace chatlab {

std::uint64_t Newcomers::add(StreamMember& newcomer) {
  const std::uint64_t number = ++last_number_;
  by_number_[number] = &newcomer;
  if (by_number_.size() <= most_) return number;
  const auto leaving = oldest_awaited();
  StreamMember& crowded_out = *leaving->second;
  by_number_.erase(leaving);
  crowded_out.crowd_out();
  return number;
}

// The oldest newcomer that has sent no name; the newest of all if every one has sent its name.
std::map<std::uint64_t, StreamMember*>::iterator Newcomers::oldest_awaited() {
  const auto found = std::find_if(by_number_.begin(), by_number_.end(),
                                  [](const auto& entry) { return entry.second->is_awaited(); });
  return found == by_number_.end() ? std::prev(found) : found;
}

}  // namespace chatlab
