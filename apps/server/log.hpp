// The server's log on standard output: what happens in the room, one line per event.
//
// The log must not stop the room. Up to a megabyte is kept while its reader is behind or its disk
// is full; further lines are left out and counted, and once there is room again the log says how
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
  /// `reactor` must outlive the log.
  Log(Reactor& reactor, bool color);

  /// `text` and a newline.
  void line(std::string_view text);

  /// Somebody may not join as `name`.
  void refusal(const Member& stranger, std::string_view name, std::string_view reason);

  /// Joins, messages and leaves, with names and addresses.
  void on_event(const Event& event) override;

  /// Writes now what can be written now.
  void flush() { printer_.flush(); }
  Printer& printer() { return printer_; }

  /// Writes what can be written now, and says on standard error how many lines never were.
  void close();

 private:
  void on_printed() override;
  void tell_what_was_left_out();
  void complain(const std::string& what);
  std::string subject(const Event& event) const;
  std::string describe(const Event& event) const;

  Printer printer_;
  Printer errors_;  // standard error
  Palette palette_;
  std::uint64_t left_out_ = 0;
  std::error_code told_error_;  // the printer's error that standard error has been told of
};

}  // namespace chatlab
