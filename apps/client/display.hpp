// What the client shows on standard output: one line per message, with colours and timestamps if
// wanted.
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

  /// Shows `NAME > text` without control characters, since a foreign server may relay them, and
  /// with the rows after the first indented. `>` in the name becomes `.`, so that the name ends at
  /// the first `>`.
  void show(std::string_view name, std::string_view text);

  /// Shows `... text`, without a name, since the text may be from any member.
  void show_unattributed(std::string_view text);

  /// As show(), for a message that the user of this client has typed.
  void show_own(std::string_view name, std::string_view text);

  /// True if more than 64 KiB are not shown yet: the caller should receive nothing for now.
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
