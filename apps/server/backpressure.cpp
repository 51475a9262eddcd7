// Decides which members are behind, which speakers are held, and which members are closed.
#include "apps/server/backpressure.hpp"

#include <algorithm>

#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

constexpr std::uint64_t shares = 16;  // a share is this part of the budget that is left
constexpr milliseconds stalled_after{1000};
constexpr milliseconds too_slow_after{10000};
constexpr milliseconds watch_interval{100};
constexpr std::size_t judged_per_turn = 64;

}  // namespace

Backpressure::Backpressure(TimerQueue& timers, std::size_t max_backlog)
    : limit_(max_backlog),
      high_mark_(max_backlog / 4),
      low_mark_(max_backlog / 16),
      budget_(max_backlog / 4),
      watch_(timers, *this) {}

// ---------------------------------------------------------------------------------- slow readers

void Backpressure::send_now(Participant& participant) {
  participant.try_to_send();
  on_backlog(participant);
}

void Backpressure::on_backlog(Participant& participant) {
  const std::size_t backlog = participant.backlog();
  if (backlog <= low_mark_) return catch_up(participant);
  deepest_ = std::max(deepest_, backlog);
  if (backlog >= limit_) {
    return participant.on_too_slow("too slow: " + std::to_string(backlog) + " bytes unsent");
  }
  if (!participant.is_behind()) fall_behind(participant);
  if (backlog > high_mark_) begin_congestion();
}

void Backpressure::fall_behind(Participant& participant) {
  behind_.push_back(&participant);
  participant.position_ = behind_.size() - 1;
  participant.behind_since_ = now();
  if (!watch_.is_running()) watch_.start(watch_interval);
}

// The last participant in `behind_` moves to the free position.
void Backpressure::catch_up(Participant& participant) {
  if (!participant.is_behind()) return;
  behind_[participant.position_] = behind_.back();
  behind_[participant.position_]->position_ = participant.position_;
  behind_.pop_back();
  participant.position_ = Participant::nowhere;
  if (behind_.empty()) end_congestion();
}

// Judges up to 64 participants per turn; a round continues in the next turn. It goes from the last
// to the first: if a participant catches up or is closed meanwhile, the one that moves to its
// position has been judged already. Those that fall behind meanwhile wait for the next round. The
// watch starts again first, since without memory judging may throw.
void Backpressure::on_timer(Timer&) {
  if (to_judge_ == 0) to_judge_ = behind_.size();
  watch_.start(to_judge_ > judged_per_turn ? milliseconds(0) : watch_interval);
  for (std::size_t count = 0; count < judged_per_turn; ++count) {
    to_judge_ = std::min(to_judge_, behind_.size());  // several may have been closed
    if (to_judge_ == 0) break;
    judge(*behind_[--to_judge_]);
  }
  if (behind_.empty()) watch_.stop();
}

// In a congestion the flooders wait until every member is below its low mark. So a member that
// accepts nothing is closed, however small its backlog is. Sending is tried first, since the system
// reports a handle as writable only when a good part of its buffer is free: without that, a slow
// reader would look like one that has stopped.
void Backpressure::judge(Participant& participant) {
  if (is_congested_) participant.try_to_send();
  if (!participant.is_behind()) return;
  if (is_stalled(participant)) {
    return participant.on_too_slow("stalled: took nothing for a second, with " +
                                   std::to_string(participant.backlog()) + " bytes unsent");
  }
  if (now() - participant.behind_since_ >= too_slow_after) {
    participant.on_too_slow("too slow: behind for ten seconds, with " +
                            std::to_string(participant.backlog()) + " bytes unsent");
  }
}

bool Backpressure::is_stalled(const Participant& participant) const {
  const TimePoint waiting_since =
      std::max({participant.last_progress(), participant.behind_since_, congested_since_});
  return is_congested_ && now() - waiting_since >= stalled_after;
}

void Backpressure::close_the_slowest() {
  const auto slowest = std::max_element(
      behind_.begin(), behind_.end(),
      [](const Participant* a, const Participant* b) { return a->backlog() < b->backlog(); });
  if (slowest == behind_.end()) return;
  (*slowest)->on_too_slow("too slow when memory ran out");
}

// ------------------------------------------------------------------------------- held speakers

void Backpressure::begin_congestion() {
  if (is_congested_) return;
  is_congested_ = true;
  if (chat_observer() != nullptr) chat_observer()->on_congestion(true);
  congested_since_ = now();
  ++congestions_;
  caused_ = 0;
}

// A released speaker may speak at once. So a new congestion may begin, in which it is held again,
// and others may leave and be destroyed.
void Backpressure::end_congestion() {
  if (is_congested_ && chat_observer() != nullptr) chat_observer()->on_congestion(false);
  is_congested_ = false;
  const std::uint64_t ended = congestions_;
  while (!held_.empty() && held_.front()->held_in_ <= ended) release(*held_.front());
}

// `speaker` is the first that is held.
void Backpressure::release(Speaker& speaker) {
  held_.pop_front();
  speaker.held_in_ = 0;
  speaker.on_hold(false);
}

void Backpressure::charge(Share& share, std::uint64_t bytes) {
  if (!is_congested_) return;
  if (share.congestion_ != congestions_) share.bytes_ = 0;
  share.congestion_ = congestions_;
  share.bytes_ += bytes;
  caused_ += bytes;
}

void Backpressure::charge(Speaker& speaker, std::uint64_t bytes) {
  charge(static_cast<Share&>(speaker), bytes);
  if (is_congested_ && speaker.bytes_ > budget_ / shares) hold(speaker);
}

bool Backpressure::allows(const Share& share, std::uint64_t bytes) const {
  const std::uint64_t before = share.congestion_ == congestions_ ? share.bytes_ : 0;
  const std::uint64_t left = budget_ - std::min(budget_, caused_);
  return !is_congested_ || before + bytes <= left / shares;
}

void Backpressure::hold(Speaker& speaker) {
  if (speaker.held_in_ != 0) return;
  held_.push_back(&speaker);
  speaker.held_in_ = congestions_;
  speaker.on_hold(true);
}

void Backpressure::forget(Speaker& speaker) {
  if (speaker.held_in_ == 0) return;
  speaker.held_in_ = 0;
  held_.erase(std::find(held_.begin(), held_.end(), &speaker));
}

void Backpressure::forget(Participant& participant) {
  forget(static_cast<Speaker&>(participant));
  catch_up(participant);
}

}  // namespace chatlab
