// The printer: text for standard output or standard error, written without ever blocking the
// reactor.
//
// A pipe whose reader is slow, or a terminal stopped with Ctrl-S, must not stop a server. Text that
// can't be written yet is kept and retried; if too much is kept, the owner decides whether to wait
// or to drop lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/standard_output.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// Text that is written around each piece: on a terminal, before() erases the line being typed, and
/// after() draws that line again below the piece.
class PrintFrame {
 public:
  virtual ~PrintFrame() = default;
  virtual std::string before() = 0;
  virtual std::string after() = 0;
};

/// Called when text was written, and when the output began to fail.
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

  /// `listener` may be nullptr.
  void set_listener(PrinterListener* listener) { listener_ = listener; }

  /// Sets the frame for further text; nullptr for no frame. The former frame's before() is written
  /// once more, so that its row is erased.
  void set_frame(PrintFrame* frame);

  /// Appends `text`, which is written after the output of connections, at the end of this turn or,
  /// if its budget is used up, of a later one.
  void print(std::string_view text);

  /// Writes the frame at the end of the turn, even without text. No effect if there is no frame.
  void refresh();

  /// Writes as much as the output accepts now.
  void flush();

  /// The current width of the terminal in columns; 0 if the output is not a terminal.
  std::size_t columns() const { return output_.columns(); }

  /// The number of bytes not written yet.
  std::size_t pending() const { return text_.size() + outgoing_.size(); }

  /// The number of lines not written yet, or not completely.
  std::size_t pending_lines() const;

  /// Why the last write failed, or no error. After std::errc::broken_pipe, the output has no reader
  /// any more and all text is dropped. After any other error, such as a full disk, text is kept and
  /// retried every second; the error is cleared once a write succeeds.
  std::error_code error() const { return error_; }

  /// True if text is pending only because its reader is behind, not because of an error.
  bool is_busy() const { return pending() > 0 && !error_; }

 private:
  void on_flush() override;
  void on_timer(Timer&) override { flush(); }
  std::string describe_timer(const Timer&) const override { return "next try to write the output"; }
  void compose();
  bool write_outgoing();

  Reactor& reactor_;
  StandardOutput output_;
  PrinterListener* listener_ = nullptr;
  PrintFrame* frame_ = nullptr;
  Timer retry_;
  std::string text_;             // to be written, without a frame
  std::string outgoing_;         // being written, with its frame
  bool refresh_ = false;         // true if the frame must be written even without text
  bool has_stood_back_ = false;  // true: it waits behind the handlers that were queued before it
  std::error_code error_;
};

}  // namespace chatlab
