// Timers: things that happen when time has passed and no handle speaks up.
//
// A Timer belongs to the object that waits for it and stops when that object goes, so it can't fire
// for somebody who died. The queue keeps the running ones in the order in which they are due; the
// reactor asks it how long it may sleep.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <utility>

#include "platform/clock.hpp"

namespace chatlab {

class Timer;
class TimerQueue;

/// Whoever waits for a timer.
class TimerHandler {
 public:
  virtual ~TimerHandler() = default;

  /// `timer` was due. It is stopped already, and may be started again.
  virtual void on_timer(Timer& timer) = 0;
};

/// One timer; fires once a start.
class Timer {
 public:
  /// Both must outlive the timer.
  Timer(TimerQueue& queue, TimerHandler& handler) : queue_(queue), handler_(handler) {}
  ~Timer() { stop(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Fires once `delay` has passed, not before. A running timer starts over.
  void start(milliseconds delay);

  void stop();

  bool is_running() const { return serial_ != 0; }

 private:
  friend class TimerQueue;

  TimerQueue& queue_;
  TimerHandler& handler_;
  TimePoint due_ = {};
  std::uint64_t serial_ = 0;  // which start this was; 0 while it does not run
};

class TimerQueue {
 public:
  bool empty() const { return running_.empty(); }
  std::size_t size() const { return running_.size(); }

  /// How long until the nearest timer is due, in whole milliseconds rounded up, so that waiting
  /// that long is enough. 0 where one is due; `forever` where none runs.
  milliseconds time_until_next() const;

  /// Calls the handlers of all timers that are due. One that is started meanwhile waits for the
  /// next call, even with no delay at all.
  void fire_due();

 private:
  friend class Timer;

  struct Sooner {
    bool operator()(const Timer* a, const Timer* b) const;
  };

  std::set<Timer*, Sooner> running_;
  std::uint64_t last_serial_ = 0;
};

}  // namespace chatlab
