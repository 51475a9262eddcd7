// The time limits of leaving.
#include "apps/client/departure.hpp"

#include <algorithm>

namespace chatlab {
namespace {

// How long the client waits for a silent server: for its close once it has received everything, or
// until it accepts the rest.
constexpr milliseconds time_to_close{2000};
constexpr milliseconds time_to_accept{15000};

// How long a server may go on sending once it has received everything.
constexpr milliseconds longest_talk{15000};
constexpr milliseconds longest_talk_after_quit{5000};

// How long a slow terminal may take to show the rest, all in all and at least.
constexpr milliseconds longest_show{5000};
constexpr milliseconds shortest_show{500};

}  // namespace

Departure::Departure(Wish wish, bool server_closes, TimePoint when)
    : wish_(wish),
      server_closes_(server_closes),
      begin_(when),
      last_activity_(when),
      last_undelivered_(when) {}

Departure::Verdict Departure::judge(bool is_delivered, TimePoint when) {
  if (!is_delivered) last_undelivered_ = when;
  if (when >= stop_by_) return Verdict::complete;
  const auto silence = when - last_activity_;
  if (!is_delivered) {
    const milliseconds patience = server_closes_ ? time_to_accept : time_to_close;
    return silence >= patience ? Verdict::not_delivered : Verdict::wait;
  }
  const milliseconds talk = wish_ == Wish::leave_now ? longest_talk_after_quit : longest_talk;
  const bool has_waited = silence >= time_to_close || when - last_undelivered_ >= talk;
  return has_waited || !server_closes_ ? Verdict::complete : Verdict::wait;
}

milliseconds Departure::time_to_show(TimePoint when) const {
  const auto spent = std::chrono::duration_cast<milliseconds>(when - begin_);
  return std::max(longest_show - spent, shortest_show);
}

}  // namespace chatlab
