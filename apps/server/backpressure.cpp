#include "apps/server/backpressure.hpp"

#include <algorithm>

namespace chatlab {
namespace {

constexpr std::size_t share = 16 * 1024;
constexpr milliseconds stalled_after{1000};
constexpr milliseconds too_slow_after{10000};
constexpr milliseconds watch_interval{100};

}  // namespace

Backpressure::Backpressure(TimerQueue& timers, std::size_t max_backlog)
    : limit_(max_backlog),
      high_mark_(max_backlog / 4),
      low_mark_(max_backlog / 16),
      watch_(timers, *this) {}

void Backpressure::on_backlog(Receiver& receiver) {
  const std::size_t backlog = receiver.backlog();
  if (backlog <= low_mark_) return forget(receiver);
  deepest_ = std::max(deepest_, backlog);
  if (backlog >= limit_) {
    return receiver.on_too_slow("too slow: " + std::to_string(backlog) + " bytes unsent");
  }
  if (!receiver.behind_) fall_behind(receiver);
  if (backlog > high_mark_) begin_congestion();
}

void Backpressure::fall_behind(Receiver& receiver) {
  receiver.behind_ = true;
  receiver.behind_since_ = now();
  behind_.push_back(&receiver);
  if (!watch_.is_running()) watch_.start(watch_interval);
}

void Backpressure::forget(Receiver& receiver) {
  if (!receiver.behind_) return;
  receiver.behind_ = false;
  behind_.erase(std::find(behind_.begin(), behind_.end(), &receiver));
  if (behind_.empty()) end_congestion();
}

void Backpressure::on_timer(Timer&) {
  const std::vector<Receiver*> current = behind_;  // judging changes it
  for (Receiver* receiver : current) {
    if (receiver->behind_) judge(*receiver);
  }
  if (!behind_.empty()) watch_.start(watch_interval);
}

// In a congestion all wait for everybody who is above the low mark, so whoever takes nothing there
// is given up, however far behind it is. Trying to send first keeps the system's own buffer full:
// it calls a handle writable only when a good part of the buffer is free, so room in it alone would
// look like a reader that takes nothing.
void Backpressure::judge(Receiver& receiver) {
  if (congested_) receiver.try_to_send();
  if (!receiver.behind_) return;
  if (is_stalled(receiver)) {
    return receiver.on_too_slow("stalled: took nothing for a second, with " +
                                std::to_string(receiver.backlog()) + " bytes unsent");
  }
  if (now() - receiver.behind_since_ >= too_slow_after) {
    receiver.on_too_slow("too slow: behind for ten seconds, with " +
                         std::to_string(receiver.backlog()) + " bytes unsent");
  }
}

bool Backpressure::is_stalled(const Receiver& receiver) const {
  const TimePoint waiting_since =
      std::max({receiver.last_progress(), receiver.behind_since_, congested_since_});
  return congested_ && now() - waiting_since >= stalled_after;
}

void Backpressure::begin_congestion() {
  if (congested_) return;
  congested_ = true;
  congested_since_ = now();
  ++congestions_;
}

void Backpressure::end_congestion() {
  congested_ = false;
  const std::vector<Sender*> released = std::move(held_);
  held_.clear();
  for (Sender* sender : released) {
    if (!sender->held_) continue;  // gone meanwhile
    sender->held_ = false;
    sender->on_hold(false);
  }
}

void Backpressure::charge(Sender& sender, std::size_t bytes) {
  if (!congested_) return;
  if (sender.congestion_ != congestions_) sender.bytes_ = 0;
  sender.congestion_ = congestions_;
  sender.bytes_ += bytes;
  if (sender.held_ || !is_over_share(sender)) return;
  sender.held_ = true;
  held_.push_back(&sender);
  sender.on_hold(true);
}

bool Backpressure::is_over_share(const Sender& sender) const {
  return congested_ && sender.congestion_ == congestions_ && sender.bytes_ > share;
}

void Backpressure::forget(Sender& sender) {
  if (!sender.held_) return;
  sender.held_ = false;
  const auto found = std::find(held_.begin(), held_.end(), &sender);
  if (found != held_.end()) held_.erase(found);  // else it is just being released
}

}  // namespace chatlab
