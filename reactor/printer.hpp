// The printer: text for standard output, written without ever blocking the reactor.
//
// A pipe that nobody reads, or a terminal stopped with Ctrl-S, must not stop a server. What can't
// be written yet is kept and tried again; what to do when too much is kept, wait or leave lines
// out, is for the owner to say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// A row at the bottom of a terminal, above which text appears: the line that is being typed.
class PromptRow {
 public:
  virtual ~PromptRow() = default;

  /// What makes the row empty, with the cursor at its start; and what draws it there again.
  virtual std::string erase() = 0;
  virtual std::string draw() = 0;
};

/// Told when text was written, or the output broke.
class PrinterListener {
 public:
  virtual ~PrinterListener() = default;
  virtual void on_printed() = 0;
};

class Printer : private FlushHandler, private TimerHandler {
 public:
  explicit Printer(Reactor& reactor);
  ~Printer() override;

  /// May be nullptr.
  void set_listener(PrinterListener* listener) { listener_ = listener; }

  /// From now on text appears above this row; nullptr for no row. The old one is erased.
  void set_prompt_row(PromptRow* row);

  /// Appends; written at the end of the turn.
  void print(std::string_view text);

  /// Draws the prompt row anew at the end of the turn.
  void redraw();

  /// Writes what can be written now.
  void flush();

  /// Bytes that are not written yet.
  std::size_t pending() const { return text_.size() + outgoing_.size(); }

  /// Why the output takes no more, such as std::errc::broken_pipe where nobody reads it: what is
  /// printed from now on goes nowhere.
  std::error_code error() const { return error_; }

 private:
  void on_flush() override { flush(); }
  void on_timer(Timer&) override { flush(); }
  void compose();
  bool write_outgoing();

  Reactor& reactor_;
  PrinterListener* listener_ = nullptr;
  PromptRow* row_ = nullptr;
  Timer retry_;
  std::string text_;      // to be written, without the prompt row
  std::string outgoing_;  // being written: text with what keeps the prompt row below it
  bool redraw_ = false;
  std::error_code error_;
};

}  // namespace chatlab
