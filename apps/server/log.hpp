// The server's log on standard output: what happens in the room, a line each.
//
// The log must not stop the room: where its reader is a megabyte behind, lines are left out and
// counted until there is room again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "apps/chat/room.hpp"
#include "reactor/printer.hpp"

namespace chatlab {

class Log : public RoomObserver {
 public:
  explicit Log(Reactor& reactor) : printer_(reactor) {}

  /// `text` and a newline.
  void line(std::string_view text);

  /// `text` as it is: a question to the operator.
  void prompt(std::string_view text);

  /// Joins, messages and leaves, with names and addresses.
  void on_event(const Event& event) override;

  /// Writes now what can be written now.
  void flush() { printer_.flush(); }
  std::size_t pending() const { return printer_.pending(); }

 private:
  bool has_room();

  Printer printer_;
  std::uint64_t left_out_ = 0;
};

}  // namespace chatlab
