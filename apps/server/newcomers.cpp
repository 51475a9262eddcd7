// Decides which newcomer is closed if there are too many.
#include "apps/server/newcomers.hpp"

#include <algorithm>
#include <iterator>

#include "apps/server/stream_member.hpp"

namespace chatlab {
namespace {

// A client that is not silent sends its name with the first bytes: after one round trip.
constexpr milliseconds time_to_give_a_name{1000};

}  // namespace

std::uint64_t Newcomers::add(StreamMember& newcomer) {
  const std::uint64_t number = ++last_number_;
  by_number_[number] = &newcomer;
  if (by_number_.size() <= most_) return number;
  const Entry oldest = oldest_awaited();
  crowd_out(oldest == by_number_.end() ? std::prev(oldest) : oldest);  // or else the newest
  return number;
}

bool Newcomers::close_oldest_silent() {
  const Entry oldest = oldest_awaited();
  if (oldest == by_number_.end() || oldest->second->age() < time_to_give_a_name) return false;
  crowd_out(oldest);
  return true;
}

// The oldest newcomer that has sent no name, or the end if every one has sent its name.
Newcomers::Entry Newcomers::oldest_awaited() {
  return std::find_if(by_number_.begin(), by_number_.end(),
                      [](const auto& entry) { return entry.second->is_awaited(); });
}

void Newcomers::crowd_out(Entry leaving) {
  StreamMember& crowded_out = *leaving->second;
  by_number_.erase(leaving);
  crowded_out.crowd_out();
}

}  // namespace chatlab
