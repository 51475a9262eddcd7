// The server's log on standard output: what happens in the room, a line each.
//
// The log must not stop the room: where its reader is a megabyte behind, lines are left out and
// counted until there is room again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "apps/chat/room.hpp"
#include "apps/terminal/palette.hpp"
#include "reactor/printer.hpp"

namespace chatlab {

class Log : public RoomObserver {
 public:
  Log(Reactor& reactor, bool color) : printer_(reactor), palette_(color) {}

  /// `text` and a newline.
  void line(std::string_view text);

  /// Somebody may not join as `name`.
  void refusal(const Member& stranger, std::string_view name, std::string_view reason);

  /// Joins, messages and leaves, with names and addresses.
  void on_event(const Event& event) override;

  /// Writes now what can be written now.
  void flush() { printer_.flush(); }
  Printer& printer() { return printer_; }

 private:
  std::string subject(const Event& event) const;
  std::string describe(const Event& event) const;

  Printer printer_;
  Palette palette_;
  std::uint64_t left_out_ = 0;
};

}  // namespace chatlab
