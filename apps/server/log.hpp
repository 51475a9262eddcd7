// The server's log on standard output: what happens in the room, one line per event.
//
// The log must not stop the room. If its reader is behind or its disk is full, up to a megabyte of
// lines is kept. Further lines are left out and counted; once there is room again, the log says how
// many are missing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "apps/chat/room.hpp"
#include "apps/terminal/palette.hpp"
#include "reactor/printer.hpp"

namespace chatlab {

class Log : public RoomObserver, private PrinterListener {
 public:
  /// Logs the events of `room`, as its observer. `reactor` and `room` must outlive the log.
  Log(Reactor& reactor, Room& room, bool color);

  /// Writes `text` and a newline.
  void line(std::string_view text);

  /// Logs that `stranger` may not join as `name`.
  void refusal(const Member& stranger, std::string_view name, std::string_view reason);

  /// Logs a join, a message or a leave, with name and address.
  void on_event(const Event& event) override;

  /// Writes at once as much as the output accepts.
  void flush() { printer_.flush(); }
  Printer& printer() { return printer_; }

  /// Writes as much as the output accepts, and reports on standard error how many lines were not
  /// written.
  void close();

 private:
  void on_printed() override;
  void tell_what_was_left_out();
  void complain(const std::string& what);
  std::string describe(const Event& event) const;

  Room& room_;
  Printer printer_;
  Printer errors_;  // standard error
  Palette palette_;
  std::uint64_t left_out_ = 0;
  std::error_code told_error_;  // the printer's error that was last reported on standard error
};

}  // namespace chatlab
