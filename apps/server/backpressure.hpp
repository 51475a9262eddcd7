// Backpressure: a member that floods the room waits, and no other member does.
//
// A member that reads more slowly than others talk has a growing backlog. The room is congested
// from when a backlog exceeds its high mark until all backlogs are below their low marks. A speaker
// that has caused more than its share of output since then is held: its bytes wait in its own
// socket, and TCP pushes back on it. A member that accepts nothing for a second while the room is
// congested, or is behind for ten seconds, is closed. So a slow reader costs a flooder its speed, a
// reader that has stopped costs it a second, and no other member notices.
//
// Connections cost an attacker nothing, so a fixed share per connection would limit nothing. All
// shares of a congestion come out of one budget, which is so small that a reader at the high mark
// stays below the limit. A speaker may have caused a sixteenth of what is left of the budget, and
// what would exceed that waits. So the budget is never used up by floods, and one who says little
// need not wait, however many flood.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "reactor/timer_queue.hpp"

namespace chatlab {

/// How much output per member its owner has caused since the congestion began. A sender over UDP
/// has nothing but a share, since it can't be held: its datagrams are dropped while it is over its
/// share.
class Share {
 private:
  friend class Backpressure;
  std::uint64_t congestion_ = 0;  // the number of the congestion that `bytes_` belongs to
  std::uint64_t bytes_ = 0;
};

/// A source of events that can be held while it is over its share.
class Speaker : public Share {
 public:
  virtual ~Speaker() = default;

  /// If `held` is true, stops accepting what the speaker says, without losing any of it; else
  /// resumes.
  virtual void on_hold(bool held) = 0;

 private:
  friend class Backpressure;
  std::uint64_t held_in_ = 0;  // the number of the congestion in which it was held; 0: not held
};

/// A speaker that also receives, and may be slow to do so.
class Participant : public Speaker {
 public:
  /// The output that the system has not accepted yet, in bytes, and the time at which it last
  /// accepted some, or at which it was last seen that the participant reads.
  virtual std::size_t backlog() const = 0;
  virtual TimePoint last_progress() const = 0;

  /// Tries to send at once: the system may have room that it has not reported yet.
  virtual void try_to_send() = 0;

  /// Closes the participant; `reason` is for the log.
  virtual void on_too_slow(std::string_view reason) = 0;

 private:
  friend class Backpressure;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  bool is_behind() const { return position_ != nowhere; }

  std::size_t position_ =
      nowhere;                   // its index in `behind_`, while its backlog is above the low mark
  TimePoint behind_since_ = {};  // valid while it is behind
};

class Backpressure : private TimerHandler {
 public:
  /// A participant with `max_backlog` bytes unsent is closed at once. The high mark is a quarter,
  /// the low mark a sixteenth of that.
  Backpressure(TimerQueue& timers, std::size_t max_backlog);

  /// Must be called after output was appended for the participant, with its backlog. Output of this
  /// turn is not a backlog yet, since the system has not been asked to accept it. If there is more
  /// than the high mark, the system is asked now.
  void on_output(Participant& participant, std::size_t backlog) {
    if (backlog > high_mark_) send_now(participant);
  }

  /// Must be called after the participant's backlog has changed.
  void on_backlog(Participant& participant);

  /// The owner of `share` has caused about `bytes` of output for each member.
  void charge(Share& share, std::uint64_t bytes);

  /// As the function above, and holds `speaker` if it is over the largest share now.
  void charge(Speaker& speaker, std::uint64_t bytes);

  /// True if the owner of `share` may cause about `bytes` more of output for each member now: the
  /// room is not congested, or the share has room for it.
  bool allows(const Share& share, std::uint64_t bytes) const;

  /// Holds `speaker` until the congestion ends. Must not be called unless the room is congested.
  void hold(Speaker& speaker);

  /// Must be called before the object is destroyed. No effect if it is not known here.
  void forget(Speaker& speaker);
  void forget(Participant& participant);

  /// Closes the participant with the deepest backlog, since memory has run out. No effect if none
  /// is behind.
  void close_the_slowest();

  bool is_congested() const { return is_congested_; }

  /// The number of congestions, and the deepest backlog so far, in bytes.
  std::uint64_t congestions() const { return congestions_; }
  std::size_t deepest() const { return deepest_; }

 private:
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "watch over slow members"; }
  void send_now(Participant& participant);
  void judge(Participant& participant);
  bool is_stalled(const Participant& participant) const;
  void fall_behind(Participant& participant);
  void catch_up(Participant& participant);
  void begin_congestion();
  void end_congestion();
  void release(Speaker& speaker);

  const std::size_t limit_;
  const std::size_t high_mark_;
  const std::size_t low_mark_;
  const std::uint64_t budget_;        // what all speakers together may cause in a congestion
  Timer watch_;                       // runs while a participant is behind
  std::vector<Participant*> behind_;  // those above their low mark
  std::size_t to_judge_ = 0;          // how many of them the watch has yet to judge in this round
  std::deque<Speaker*> held_;         // in the order in which they were held
  bool is_congested_ = false;
  TimePoint congested_since_ = {};  // valid while the room is congested
  std::uint64_t congestions_ = 0;
  std::uint64_t caused_ = 0;  // by all speakers in the last congestion, in bytes
  std::size_t deepest_ = 0;
};

}  // namespace chatlab
