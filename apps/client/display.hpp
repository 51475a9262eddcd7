// What the client shows: a line a message, on standard output.
#pragma once

#include <string>
#include <string_view>

#include "apps/terminal/palette.hpp"
#include "reactor/printer.hpp"

namespace chatlab {

class Display {
 public:
  Display(Reactor& reactor, bool color, bool timestamps)
      : printer_(reactor), palette_(color), timestamps_(timestamps) {}

  /// Shows `NAME > text`, cleaned, since a foreign server may relay anything, and with the rows
  /// after the first indented. `>` in the name becomes `.`, so that no name can pretend to end
  /// earlier than it does.
  void show(std::string_view name, std::string_view text);

  /// `... text`, which no name begins: it may be by any member, whatever it says.
  void show_unattributed(std::string_view text);

  /// The same for what the person here said.
  void show_own(std::string_view name, std::string_view text);

  /// Whether so much waits to be shown that no more should be read for it.
  bool is_behind() const;

  Printer& printer() { return printer_; }
  const Printer& printer() const { return printer_; }

 private:
  void print_line(const std::string& line);
  std::string timestamp() const;

  Printer printer_;
  Palette palette_;
  bool timestamps_;
};

}  // namespace chatlab
