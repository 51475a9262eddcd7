// The printer: text for standard output or standard error, written without ever blocking the
// reactor.
//
// A pipe that nobody reads, or a terminal stopped with Ctrl-S, must not stop a server. Text that
// can't be written yet is kept and tried again; if too much is kept, the owner decides whether to
// wait or to leave lines out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/standard_output.hpp"
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

/// Told when text was written, and when the output began to fail.
class PrinterListener {
 public:
  virtual ~PrinterListener() = default;
  virtual void on_printed() = 0;
};

class Printer : private FlushHandler, private TimerHandler {
 public:
  /// `reactor` must outlive the printer.
  explicit Printer(Reactor& reactor,
                   StandardOutput::Stream stream = StandardOutput::Stream::output);
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

  /// Lines that are not written yet, or not to their end.
  std::size_t pending_lines() const;

  /// Why the last write failed, or no error. After std::errc::broken_pipe, the output has no reader
  /// any more and all text is dropped, now and later. After any other error, such as a full disk,
  /// text is kept and tried again every second; the error is cleared once a write succeeds.
  std::error_code error() const { return error_; }

  /// True if text is pending that will be written as soon as the reader has caught up.
  bool is_busy() const { return pending() > 0 && !error_; }

 private:
  void on_flush() override { flush(); }
  void on_timer(Timer&) override { flush(); }
  void compose();
  bool write_outgoing();

  Reactor& reactor_;
  StandardOutput output_;
  PrinterListener* listener_ = nullptr;
  PromptRow* row_ = nullptr;
  Timer retry_;
  std::string text_;      // to be written, without the prompt row
  std::string outgoing_;  // being written: text with what keeps the prompt row below it
  bool redraw_ = false;
  std::error_code error_;
};

}  // namespace chatlab
