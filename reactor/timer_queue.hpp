// Timers: events caused by the passing of time instead of a ready handle.
//
// A Timer is a member of the object that waits for it and stops on destruction, so it can't fire
// for a destroyed object. The queue orders running timers by due time; the reactor asks it how long
// to wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "platform/clock.hpp"

namespace chatlab {

class ReactorObserver;
class Timer;
class TimerQueue;

/// An object that waits for timers.
class TimerHandler {
 public:
  virtual ~TimerHandler() = default;

  /// `timer` is due. It has been stopped, and may be started again.
  virtual void on_timer(Timer& timer) = 0;

  /// A description of the timer for traces: `join timeout of 127.0.0.1:51514`.
  virtual std::string describe_timer(const Timer& timer) const;
};

/// Running timers, the one that is due first at the front.
struct DueSooner {
  bool operator()(const Timer* a, const Timer* b) const;
};
using RunningTimers = std::set<Timer*, DueSooner>;

/// A one-shot timer; call start() again to rearm it. It brings its own node of the set, so that
/// starting needs no memory.
class Timer {
 public:
  /// Both must outlive the timer.
  Timer(TimerQueue& queue, TimerHandler& handler);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Fires once `delay` has passed, not before. Restarts a running timer.
  void start(milliseconds delay);

  /// No effect if the timer is not running.
  void stop();

  bool is_running() const { return serial_ != 0; }

 private:
  friend class TimerQueue;
  friend struct DueSooner;

  TimerQueue& queue_;
  TimerHandler& handler_;
  TimePoint due_ = {};
  std::uint64_t serial_ = 0;       // the number of this start; 0 if not running
  RunningTimers::node_type node_;  // in the queue while the timer is running
};

class TimerQueue {
 public:
  bool empty() const { return running_.empty(); }
  std::size_t size() const { return running_.size(); }

  /// The time until the nearest timer is due, rounded up to milliseconds so that a wait of this
  /// length is enough. 0 if a timer is due; `forever` if no timer is running.
  milliseconds time_until_next() const;

  /// Calls the handlers of the timers that are due, of at most the first `most` timers. A timer
  /// started meanwhile waits for the next call, even with a delay of 0.
  void fire_due(std::size_t most = static_cast<std::size_t>(-1));

  /// Reports each timer that fires to `observer`; nullptr ends the reports.
  void observe(ReactorObserver* observer) { observer_ = observer; }

 private:
  friend class Timer;

  RunningTimers running_;
  std::uint64_t last_serial_ = 0;
  ReactorObserver* observer_ = nullptr;
};

}  // namespace chatlab
