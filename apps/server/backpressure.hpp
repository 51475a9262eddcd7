// Backpressure: whoever floods waits, and nobody else does.
//
// A member that reads more slowly than others talk has a growing backlog. While one is above its
// high mark the room is congested, until all are below their low marks again. Whoever has said more
// than its share since then is not listened to: its bytes wait in its own socket and TCP pushes
// back on it. Who keeps the room waiting and takes nothing at all for a second, or is behind for
// ten, is given up; so a slow reader costs a flooder its speed and a stopped one a second, and
// others nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reactor/timer_queue.hpp"

namespace chatlab {

/// Somebody to whom output is sent, and who may be slow to take it.
class Receiver {
 public:
  virtual ~Receiver() = default;
  virtual std::size_t backlog() const = 0;
  virtual TimePoint last_progress() const = 0;

  /// Tries to send right now: perhaps the system has room that it has not told of yet.
  virtual void try_to_send() = 0;

  /// Given up; `reason` for the log.
  virtual void on_too_slow(const std::string& reason) = 0;

 private:
  friend class Backpressure;
  bool behind_ = false;          // above the low mark
  TimePoint behind_since_ = {};  // valid where behind_
};

/// Somebody who says things.
class Sender {
 public:
  virtual ~Sender() = default;

  /// Don't listen to it, or listen again. What it said meanwhile must not be lost.
  virtual void on_hold(bool held) = 0;

 private:
  friend class Backpressure;
  std::uint64_t congestion_ = 0;  // to which congestion `bytes_` belongs
  std::size_t bytes_ = 0;         // said since that congestion began
  bool held_ = false;
};

class Backpressure : private TimerHandler {
 public:
  /// `max_backlog` bytes is where a receiver is given up at once; the marks follow from it.
  Backpressure(TimerQueue& timers, std::size_t max_backlog);

  /// The receiver's backlog grew or shrank.
  void on_backlog(Receiver& receiver);

  /// The receiver is gone.
  void forget(Receiver& receiver);

  /// The sender said something that costs each receiver about `bytes`; it may be held for that.
  void charge(Sender& sender, std::size_t bytes);

  /// Whether the sender has used up its share of the congestion: for those who can't be held.
  bool is_over_share(const Sender& sender) const;

  /// The sender is gone.
  void forget(Sender& sender);

  bool is_congested() const { return congested_; }

  /// How often the room was congested, and the deepest backlog so far, in bytes.
  std::uint64_t congestions() const { return congestions_; }
  std::size_t deepest() const { return deepest_; }

 private:
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "watch over slow members"; }
  void judge(Receiver& receiver);
  bool is_stalled(const Receiver& receiver) const;
  void fall_behind(Receiver& receiver);
  void begin_congestion();
  void end_congestion();

  std::size_t limit_;
  std::size_t high_mark_;
  std::size_t low_mark_;
  Timer watch_;                    // runs while somebody is behind
  std::vector<Receiver*> behind_;  // all above their low mark
  std::vector<Sender*> held_;
  bool congested_ = false;
  TimePoint congested_since_ = {};  // valid where congested_
  std::uint64_t congestions_ = 0;
  std::size_t deepest_ = 0;
};

}  // namespace chatlab
