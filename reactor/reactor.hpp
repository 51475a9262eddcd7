// The reactor (Schmidt, POSA2): one thread that waits for many handles and calls their handlers.
//
// Everything a program does happens inside turn(), in five steps; a breakpoint there shows the
// whole event loop. The reactor itself reads and writes nothing: the handlers do.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// An object that collects output during a turn and sends it in one piece at the end of the turn.
class FlushHandler {
 public:
  FlushHandler() = default;
  FlushHandler(const FlushHandler&) = delete;
  FlushHandler& operator=(const FlushHandler&) = delete;

  /// Asserts that no flush is requested: see Reactor::cancel_flush().
  virtual ~FlushHandler();

  virtual void on_flush() = 0;

 private:
  friend class Reactor;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  std::size_t flush_position_ = nowhere;
};

/// Counts since the start, for the operator of a running program.
struct ReactorStatistics {
  std::uint64_t turns = 0;
  std::uint64_t wake_ups = 0;  // turns in which some handle was ready
};

class Reactor {
 public:
  explicit Reactor(std::unique_ptr<Demultiplexer> demultiplexer);
  ~Reactor();

  /// True if add() accepts a handler with this handle: select(2) can't hold every handle.
  bool can_hold(Handle handle) const { return demultiplexer_->can_hold(handle); }

  /// Registers `handler`, to be called when its handle is readable, from the next wait on. It must
  /// be removed before it is destroyed. Throws std::runtime_error if can_hold() is false for its
  /// handle.
  void add(EventHandler& handler);

  /// Sets what the handler waits for. Takes effect at once: an event found in this turn but no
  /// longer wanted is not dispatched. No effect if the handler is not registered.
  void set_interest(EventHandler& handler, Interest interest);

  /// As set_interest() for one half of the interest; the other half is unchanged.
  void want_read(EventHandler& handler, bool wanted);
  void want_write(EventHandler& handler, bool wanted);

  /// From now on, `handler` is not called, not even for events found in this turn; its handle may
  /// be closed, and its number reused, at once. No effect if the handler is not registered.
  void remove(EventHandler& handler);

  /// Calls on_flush() once at the end of this turn, however often a flush is requested.
  void request_flush(FlushHandler& handler);
  /// Withdraws the request. No effect if no flush is requested.
  void cancel_flush(FlushHandler& handler);

  /// Takes ownership of an object that may be on the stack, and destroys it at the end of the turn.
  /// Accepts any std::unique_ptr: std::shared_ptr<void> keeps the deleter. A handler must be
  /// removed before.
  void retire(std::shared_ptr<void> object);

  /// Gives freed memory back to the system, a second from now: to be called after a large block was
  /// freed, so that many at a time cost one call. See return_freed_memory().
  void return_memory_soon();

  TimerQueue& timers() { return timers_; }

  /// Receive buffer shared by all handlers; its contents are valid until the next handler runs.
  std::array<char, 64 * 1024>& read_buffer() { return read_buffer_; }

  /// One turn of the event loop: waits for handles and the nearest timer, and calls their handlers.
  void turn();

  const char* demultiplexer_name() const { return demultiplexer_->name(); }
  std::size_t handler_count() const { return handlers_.size(); }
  const ReactorStatistics& statistics() const { return statistics_; }

 private:
  class MemoryTimer : private TimerHandler, public Timer {
   public:
    explicit MemoryTimer(TimerQueue& queue) : Timer(queue, *this) {}

   private:
    void on_timer(Timer& timer) override;
  };

  milliseconds time_to_wait() const;
  void dispatch_ready();
  void find_handlers();
  void dispatch(std::size_t position);
  void flush_output();
  void destroy_retired();

  std::unique_ptr<Demultiplexer> demultiplexer_;
  std::vector<EventHandler*> handlers_;  // one per slot of the demultiplexer
  TimerQueue timers_;
  MemoryTimer memory_timer_{timers_};
  std::vector<Ready> ready_;            // handles found ready in this turn,
  std::vector<EventHandler*> to_call_;  // and the handler of each; nullptr once removed
  std::vector<FlushHandler*> flushes_;  // requested in this turn; nullptr if cancelled
  std::vector<std::shared_ptr<void>> retired_;
  std::array<char, 64 * 1024> read_buffer_ = {};
  ReactorStatistics statistics_;
};

}  // namespace chatlab
