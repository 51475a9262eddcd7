// Tells an observer what a reactor does, step by step, and what its connections decide.
//
// For programs that show how they work (apps/trace/), and for tests. Without an observer each step
// costs one branch. An observer only watches: it must not add, remove or call handlers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"

namespace chatlab {

class EventHandler;
class Timer;
class TimerHandler;

/// One wait for all handles, after it has ended.
struct Wait {
  std::uint64_t turn;    // the number of this turn, from 1
  const char* call;      // the system call: `poll` or `select`
  std::size_t handles;   // how many were waited for
  std::size_t ready;     // how many of them were ready
  milliseconds timeout;  // the longest it could have taken: until the nearest timer is due,
                         // `forever` without one
  std::chrono::microseconds waited;  // how long it took
  WaitEnd end;
};

/// What a connection does with its two streams.
enum class ConnectionStep {
  output_kept,     // the system accepted only a part: `bytes` are kept
  output_emptied,  // the system has accepted all kept bytes
  output_broken,   // a send or a receive failed: `bytes` of output are dropped
  half_closed,     // all output was accepted, and the peer is told that no more follows
  input_held,      // nothing is read, so that TCP slows down the peer
  input_resumed,
  lingering,  // is closed once the peer has closed, too; input is discarded
  gave_up,    // lingered for too long, or without progress: is closed nevertheless
  closing,    // the handle is about to be closed: `bytes` of output are dropped
};

class ReactorObserver {
 public:
  virtual ~ReactorObserver() = default;

  /// A turn begins: its wait has ended.
  virtual void on_wait(const Wait& wait) = 0;

  /// `handler` was found ready and is called now.
  virtual void on_ready(const EventHandler& handler, const Ready& ready) = 0;

  /// A timer is due, and its handler is called now.
  virtual void on_timer(const TimerHandler& handler, const Timer& timer) = 0;

  /// `handler` was registered or removed; what it waits for has changed from `before`.
  virtual void on_added(const EventHandler& handler) = 0;
  virtual void on_removed(const EventHandler& handler) = 0;
  virtual void on_interest(const EventHandler& handler, Interest before) = 0;

  /// `connection` takes `step`; see there for the meaning of `bytes`, which else is 0.
  virtual void on_connection(const EventHandler& connection, ConnectionStep step,
                             std::size_t bytes) = 0;

  /// The turn's budget is used up: `waiting` handlers that were ready wait for the next turn.
  virtual void on_budget_used_up(std::size_t waiting) = 0;

  /// `count` objects were retired in this turn and are destroyed now.
  virtual void on_retired(std::size_t count) = 0;

  /// The turn has ended: the next step is the next turn's wait.
  virtual void on_turn_end() = 0;
};

}  // namespace chatlab
