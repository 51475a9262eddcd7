// Backpressure: whoever floods waits, and nobody else does.
//
// A member that reads more slowly than others talk has a growing backlog. While one is above its
// high mark the room is congested, until all are below their low marks again. A speaker that has
// caused more than its share since then is not listened to: its bytes wait in its own socket, and
// TCP pushes back on it. A member that keeps the congested room waiting and accepts nothing for a
// second, or is behind for ten seconds, is closed. So a slow reader costs a flooder its speed and a
// stopped one a second, and others nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reactor/timer_queue.hpp"

namespace chatlab {

/// How much its owner has caused the members to be sent since the congestion began. That is all for
/// UDP: it can't be held, so an owner that is over its share is not listened to.
class Share {
 private:
  friend class Backpressure;
  std::uint64_t congestion_ = 0;  // to which congestion `bytes_` belongs
  std::uint64_t bytes_ = 0;
};

/// A source of events that can be held while it is over its share.
class Speaker : public Share {
 public:
  virtual ~Speaker() = default;

  /// Stops listening to it, or resumes. What it says meanwhile must not be lost.
  virtual void on_hold(bool held) = 0;

 private:
  friend class Backpressure;
  bool is_held_ = false;
};

/// A speaker that receives as well, and may be slow to do so.
class Participant : public Speaker {
 public:
  /// Output that the system has not accepted yet, in bytes, and when it last accepted some.
  virtual std::size_t backlog() const = 0;
  virtual TimePoint last_progress() const = 0;

  /// Tries to send right now: perhaps the system has room that it has not reported yet.
  virtual void try_to_send() = 0;

  /// It is to be closed; `reason` is for the log.
  virtual void on_too_slow(const std::string& reason) = 0;

 private:
  friend class Backpressure;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  bool is_behind() const { return position_ != nowhere; }

  std::size_t position_ = nowhere;  // its place among those behind, while it is above the low mark
  TimePoint behind_since_ = {};     // valid while it is behind
};

class Backpressure : private TimerHandler {
 public:
  /// A participant with `max_backlog` bytes unsent is closed at once; the marks follow from that.
  Backpressure(TimerQueue& timers, std::size_t max_backlog);

  /// Something was appended to the participant's output. What piles up within a turn is no backlog
  /// yet, as the system has not been asked to accept it: above the high mark, it is asked.
  void on_output(Participant& participant);

  /// The participant's backlog has changed.
  void on_backlog(Participant& participant);

  /// The owner of the share has caused `bytes` to be sent to each member, about.
  void charge(Share& share, std::uint64_t bytes);

  /// The same for a speaker; holds it if it is over its share now.
  void charge(Speaker& speaker, std::uint64_t bytes);

  /// True if the room is congested and the share is used up.
  bool is_over_share(const Share& share) const;

  /// It is gone: no effect if it was not known.
  void forget(Speaker& speaker);
  void forget(Participant& participant);

  bool is_congested() const { return is_congested_; }

  /// How often the room was congested, and the deepest backlog so far, in bytes.
  std::uint64_t congestions() const { return congestions_; }
  std::size_t deepest() const { return deepest_; }

 private:
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "watch over slow members"; }
  void judge(Participant& participant);
  bool is_stalled(const Participant& participant) const;
  void fall_behind(Participant& participant);
  void catch_up(Participant& participant);
  void begin_congestion();
  void end_congestion();

  const std::size_t limit_;
  const std::size_t high_mark_;
  const std::size_t low_mark_;
  Timer watch_;                       // runs while a participant is behind
  std::vector<Participant*> behind_;  // all above their low mark
  std::vector<Speaker*> held_;
  bool is_congested_ = false;
  TimePoint congested_since_ = {};  // valid while the room is congested
  std::uint64_t congestions_ = 0;
  std::size_t deepest_ = 0;
};

}  // namespace chatlab
