// The console: lines from standard input, be it a terminal, a pipe or a file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/standard_input.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// Whoever the lines are for.
class ConsoleListener {
 public:
  virtual ~ConsoleListener() = default;

  /// A line without its newline (and without a carriage return before it).
  virtual void on_line(std::string_view line) = 0;

  /// A line was longer than the limit, `size` bytes, and is left out.
  virtual void on_line_too_long(std::size_t size) = 0;

  /// No more lines will come.
  virtual void on_end_of_input() = 0;
};

class Console : public EventHandler, private TimerHandler {
 public:
  /// A line of more than `max_line` bytes is not delivered but reported. All must outlive the
  /// console.
  Console(Reactor& reactor, StandardInput& input, ConsoleListener& listener, std::size_t max_line);
  ~Console() override;

  /// Stops delivering lines, and reading, or goes on. Nothing is lost.
  void hold(bool held);

  /// No more is read or delivered.
  virtual void stop();

  /// Whether lines are edited in a terminal, below a prompt, and not just read.
  virtual bool is_interactive() const { return false; }

  /// What stands before the line that is typed, where a person sees it.
  virtual void set_prompt(const std::string&) {}

  Handle handle() const override { return input_.handle(); }
  void on_readable() override;

 protected:
  /// Takes what was read; `deliver_lines()` follows.
  virtual void take(std::string_view bytes);

  /// The input has ended: what is unfinished counts as finished. `deliver_lines()` follows.
  virtual void finish_input();

  /// Delivers what is complete, until it is held or stopped.
  virtual void deliver_lines();

  bool may_deliver() const { return !held_ && !stopped_; }
  bool has_ended() const { return ended_; }
  ConsoleListener& listener() { return listener_; }
  void end();

 private:
  void on_timer(Timer& timer) override;
  void deliver(std::string_view line);
  void drop_delivered();

  Reactor& reactor_;
  StandardInput& input_;
  ConsoleListener& listener_;
  std::size_t max_line_;
  Timer later_;
  std::string pending_;          // read and not delivered yet
  std::size_t delivered_ = 0;    // so much of `pending_` was
  std::size_t dropped_ = 0;      // bytes left out of the line at hand, since it is too long
  bool dropped_return_ = false;  // the last of them was a carriage return
  bool held_ = false;
  bool ended_ = false;    // the input has
  bool stopped_ = false;  // the console has
};

}  // namespace chatlab
