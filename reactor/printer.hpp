// The printer: lines for standard output, written without ever blocking the reactor.
//
// A pipe that nobody reads, or a terminal stopped with Ctrl-S, must not stop a server. What can't
// be written yet is kept and tried again; what to do when too much is kept, wait or leave lines
// out, is for the owner to say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class Printer : private FlushHandler, private TimerHandler {
 public:
  explicit Printer(Reactor& reactor);
  ~Printer() override;

  /// Appends; written at the end of the turn.
  void print(std::string_view text);

  /// Writes what can be written now.
  void flush();

  /// Bytes that are not written yet.
  std::size_t pending() const { return pending_.size(); }

  /// Nobody reads the output any more: what is printed goes nowhere.
  bool is_broken() const { return broken_; }

 protected:
  /// Some of the text was written, or the output broke.
  virtual void on_printed() {}

 private:
  void on_flush() override { flush(); }
  void on_timer(Timer&) override { flush(); }

  Reactor& reactor_;
  Timer retry_;
  std::string pending_;
  bool broken_ = false;
};

}  // namespace chatlab
