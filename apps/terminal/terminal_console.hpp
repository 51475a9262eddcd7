// The console where a person sits at a terminal: lines are edited on the bottom row while others'
// messages appear above it.
//
// Glue only: keys come from the base class, the editor says what they do, the printer shows it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "apps/terminal/key_decoder.hpp"
#include "apps/terminal/line_editor.hpp"
#include "platform/terminal.hpp"
#include "reactor/console.hpp"
#include "reactor/printer.hpp"

namespace chatlab {

class TerminalConsole : public Console, private PromptRow {
 public:
  /// All must outlive it.
  TerminalConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                  std::size_t max_line, Printer& printer);
  ~TerminalConsole() override;

  void stop() override;
  bool is_interactive() const override { return true; }
  void set_prompt(const std::string& prompt) override;

 private:
  class RedrawHandler;

  void take(std::string_view bytes) override { keys_.feed(bytes); }
  void finish_input() override {}
  void deliver_lines() override;
  void press(const Key& key);
  std::string erase() override { return LineEditor::erase(); }
  std::string draw() override { return editor_.draw(terminal_.columns()); }

  Printer& printer_;
  Terminal terminal_;
  KeyDecoder keys_;
  LineEditor editor_;
  std::unique_ptr<RedrawHandler> redraw_handler_;
};

/// A TerminalConsole where a terminal is at hand, else a plain Console.
std::unique_ptr<Console> make_console(Reactor& reactor, StandardInput& input,
                                      ConsoleListener& listener, std::size_t max_line,
                                      Printer& printer);

/// Prints a line for the person: in a terminal above the line that is typed, else with `errors`,
/// which prints to standard error.
void report_above(const Console& console, Printer& printer, Printer& errors,
                  const std::string& text);

}  // namespace chatlab
