#include "apps/client/departure.hpp"

namespace chatlab {
namespace {

// How long a silent server is waited for: to close once it has everything, or to take what it has
// not got yet.
constexpr milliseconds time_to_close{2000};
constexpr milliseconds time_to_take{15000};

// How long a server may talk on once it has everything. A person who has said /quit is not kept.
constexpr milliseconds longest_talk_to_a_script{15000};
constexpr milliseconds longest_talk_to_a_person{5000};

}  // namespace

Departure::Departure(Wish wish, bool server_closes, TimePoint when)
    : wish_(wish), server_closes_(server_closes), last_activity_(when), last_undelivered_(when) {}

milliseconds Departure::longest_talk() const {
  return wish_ == Wish::word ? longest_talk_to_a_person : longest_talk_to_a_script;
}

Departure::Verdict Departure::judge(bool is_delivered, TimePoint when) {
  if (!is_delivered) last_undelivered_ = when;
  const auto silence = when - last_activity_;
  if (when >= stop_by_) return Verdict::complete;
  if (is_delivered) {
    const bool has_waited = silence >= time_to_close || when - last_undelivered_ >= longest_talk();
    return has_waited || !server_closes_ ? Verdict::complete : Verdict::wait;
  }
  const milliseconds patience = server_closes_ ? time_to_take : time_to_close;
  return silence >= patience ? Verdict::not_delivered : Verdict::wait;
}

}  // namespace chatlab
