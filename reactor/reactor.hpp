// The reactor (Schmidt, POSA2): one thread that waits for many handles and calls their handlers.
//
// Everything a program does happens inside turn(), in five steps; a breakpoint there shows the
// whole event loop. The reactor itself reads and writes nothing: the handlers do.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor_observer.hpp"
#include "reactor/run_queue.hpp"
#include "reactor/timer_queue.hpp"
#include "reactor/turn_budget.hpp"

namespace chatlab {

/// An object that collects output during a turn and sends it at the end of the turn.
class FlushHandler : public Runnable {
 public:
  virtual void on_flush() = 0;

 private:
  void run() final { on_flush(); }
};

/// An object that may have more work than one turn has room for.
class WorkHandler : public Runnable {
 public:
  /// Does some of the work, for at most TurnBudget::share(), and requests to be called again if
  /// more is left.
  virtual void on_work() = 0;

 private:
  void run() final { on_work(); }
};

/// Counts since the start, for the operator of a running program.
struct ReactorStatistics {
  std::uint64_t turns = 0;
  std::uint64_t wake_ups = 0;                 // turns in which some handle was ready
  std::chrono::microseconds longest_turn{0};  // of work: time spent waiting is not included
};

class Reactor {
 public:
  /// `budget` is what one turn may spend on deliveries, and on system calls: see TurnBudget.
  explicit Reactor(std::unique_ptr<Demultiplexer> demultiplexer,
                   std::size_t budget = TurnBudget::ordinary);
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

  /// Calls on_flush() once at the end of this turn, however often a flush is requested; or in one
  /// of the next turns if the budget for system calls is used up, or the turn has lasted long.
  void request_flush(FlushHandler& handler) { flushes_.add(handler); }

  /// Withdraws the request. No effect if no flush is requested.
  void cancel_flush(FlushHandler& handler) { flushes_.remove(handler); }

  /// Calls on_work() once, after all handlers that requested it before: in this turn or, if the
  /// budget for deliveries is used up or the turn has lasted long, in one of the next turns.
  void request_work(WorkHandler& handler) { work_.add(handler); }

  /// Withdraws the request. No effect if no work is requested.
  void cancel_work(WorkHandler& handler) { work_.remove(handler); }

  /// True if nothing is left to do until a handle is ready or a timer is due.
  bool is_idle() const { return flushes_.is_empty() && work_.is_empty() && retired_.empty(); }

  /// True if a handler must request its work instead of doing it at once, because other handlers
  /// are waiting or the budget for deliveries is used up.
  bool is_busy() const { return !work_.is_empty() || deliveries_.is_used_up(); }

  /// The budget for deliveries, which the code that delivers must charge. It is renewed once per
  /// turn, but only if all output of earlier turns has been handed to the system.
  TurnBudget& deliveries() { return deliveries_; }

  /// The budget for receiving and sending, which the code that makes these system calls must
  /// charge. It is renewed twice per turn, before handlers are dispatched and before output is
  /// flushed.
  TurnBudget& system_calls() { return system_calls_; }

  /// Owns `object` from now on and destroys it at the end of the turn, since its functions may be
  /// on the stack now. Accepts any std::unique_ptr: std::shared_ptr<void> keeps the deleter. A
  /// handler must have been removed before.
  void retire(std::shared_ptr<void> object);

  /// Returns freed memory to the system a second from now; call it after a large block was freed.
  /// Many requests within that second cost one call of return_freed_memory().
  void return_memory_soon();

  TimerQueue& timers() { return timers_; }

  /// Receive buffer shared by all handlers; its contents are valid until the next handler runs.
  std::array<char, 64 * 1024>& read_buffer() { return read_buffer_; }

  /// One turn of the event loop: waits for handles and the nearest timer, and calls their handlers.
  void turn();

  /// The time at which this turn began its work; between turns, that of the last one. For what is
  /// noted at each delivery or send, where a few milliseconds do not matter; else call now().
  TimePoint turn_time() const { return turn_time_; }

  /// Reports each further step to `observer`, and first all handlers that are registered; nullptr
  /// ends the reports. The observer must stay alive until then.
  void observe(ReactorObserver* observer);
  ReactorObserver* observer() const { return observer_; }

  const char* demultiplexer_name() const { return demultiplexer_->name(); }
  std::size_t handler_count() const { return handlers_.size(); }
  const ReactorStatistics& statistics() const { return statistics_; }

 private:
  class MemoryTimer : private TimerHandler, public Timer {
   public:
    explicit MemoryTimer(TimerQueue& queue) : Timer(queue, *this) {}

   private:
    void on_timer(Timer& timer) override;
    std::string describe_timer(const Timer&) const override { return "return of freed memory"; }
  };

  void wait();
  void wait_observed(milliseconds timeout);
  milliseconds time_to_wait() const;
  void note_duration();
  void reserve_slot();
  void dispatch_ready();
  void resume_where_the_budget_ended();
  void find_handlers();
  void dispatch(std::size_t position);
  void forget(std::size_t position);
  bool has_time(std::size_t called) const;
  void run(RunQueue& queue, TurnBudget& budget);
  void flush_output();
  void destroy_retired();

  std::unique_ptr<Demultiplexer> demultiplexer_;
  std::vector<EventHandler*> handlers_;  // one per slot of the demultiplexer
  TimerQueue timers_;
  MemoryTimer memory_timer_{timers_};
  std::vector<Ready> ready_;            // the handles found ready in this turn
  std::vector<EventHandler*> to_call_;  // the handler of each; nullptr once removed
  std::size_t not_reached_ = 0;  // the first position in `ready_` that the last turn did not reach
  TurnBudget deliveries_;
  TurnBudget system_calls_;
  RunQueue work_;
  RunQueue flushes_;
  std::vector<std::shared_ptr<void>> retired_;
  std::array<char, 64 * 1024> read_buffer_ = {};
  TimePoint turn_time_ = now();
  ReactorStatistics statistics_;
  ReactorObserver* observer_ = nullptr;
};

}  // namespace chatlab
