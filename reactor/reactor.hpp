// The reactor (Schmidt, POSA2): one thread that waits for many handles and calls their handlers.
//
// Everything a program does happens inside turn(), in five steps; a breakpoint there shows the
// whole machine. It does not read or write anything itself: that is the handlers' business.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "reactor/demultiplexer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// Whoever collects output during a turn and sends it in one piece at the end of it.
class FlushHandler {
 public:
  FlushHandler() = default;
  FlushHandler(const FlushHandler&) = delete;
  FlushHandler& operator=(const FlushHandler&) = delete;

  /// Must not be waiting for a flush: see Reactor::cancel_flush().
  virtual ~FlushHandler();

  virtual void on_flush() = 0;

 private:
  friend class Reactor;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  std::size_t flush_position_ = nowhere;
};

/// Counts since the start, for whoever watches a running program.
struct ReactorStatistics {
  std::uint64_t turns = 0;
  std::uint64_t wake_ups = 0;  // turns in which some handle was ready
  std::uint64_t events = 0;    // handlers called
};

class Reactor {
 public:
  explicit Reactor(std::unique_ptr<Demultiplexer> demultiplexer);
  ~Reactor();

  /// Whether add() can take a handler with this handle: select(2) can't hold them all.
  bool can_hold(Handle handle) const { return demultiplexer_->can_hold(handle); }

  /// From the next wait on, `handler` is called when it is readable. It must be removed before it
  /// is destroyed. In the turn in which it is added nothing is dispatched to it.
  void add(EventHandler& handler);

  /// Which readiness the handler is called for. Holds at once: an event that was found in this turn
  /// but is no longer wanted is not dispatched. Nothing where it is not registered.
  void want_read(EventHandler& handler, bool wanted);
  void want_write(EventHandler& handler, bool wanted);

  /// `handler` is not called any more, not even for what was found in this turn; its handle may be
  /// closed and its number used again at once. Nothing where it is not registered.
  void remove(EventHandler& handler);

  /// Has on_flush() called once at the end of this turn, however often this is asked.
  void request_flush(FlushHandler& handler);
  void cancel_flush(FlushHandler& handler);

  /// Takes over a handler that may be on the stack just now, and destroys it at the end of the
  /// turn.
  void retire(std::unique_ptr<EventHandler> handler);

  TimerQueue& timers() { return timers_; }

  /// One buffer for all who read: what is in it holds until the next handler is called.
  std::array<char, 64 * 1024>& read_buffer() { return read_buffer_; }

  /// One turn: waits for the handles and the nearest timer, and does what is due.
  void turn();

  /// Turns until stop() is called.
  void run();
  void stop() { stopped_ = true; }

  const char* demultiplexer_name() const { return demultiplexer_->name(); }
  std::size_t handler_count() const { return demultiplexer_->size(); }
  const ReactorStatistics& statistics() const { return statistics_; }

 private:
  milliseconds time_to_wait() const;
  void dispatch_ready();
  void dispatch(std::size_t position);
  void flush_output();
  void destroy_retired();

  std::unique_ptr<Demultiplexer> demultiplexer_;
  TimerQueue timers_;
  std::vector<Ready> ready_;            // found in this turn
  std::vector<FlushHandler*> flushes_;  // asked for in this turn; nullptr where cancelled
  std::vector<std::unique_ptr<EventHandler>> retired_;
  std::array<char, 64 * 1024> read_buffer_ = {};
  ReactorStatistics statistics_;
  bool stopped_ = false;
};

}  // namespace chatlab
