// The console of a person at a terminal: lines are edited in the bottom row while others' messages
// appear above it.
//
// Glue only: keys come from the pump, the editor says what they do, the printer shows it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "apps/terminal/console.hpp"
#include "apps/terminal/key_decoder.hpp"
#include "apps/terminal/line_editor.hpp"
#include "platform/terminal.hpp"
#include "reactor/input_pump.hpp"

namespace chatlab {

class TerminalConsole : public Console, private InputListener, private PrintFrame {
 public:
  /// All but `max_line` must outlive the console.
  TerminalConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                  std::size_t max_line, Printer& screen);
  ~TerminalConsole() override;

  void hold(bool held) override { pump_.hold(held); }
  void stop() override;
  void set_max_line(std::size_t max_line) override { editor_.set_max_bytes(max_line); }
  bool is_interactive() const override { return true; }
  void set_prompt(const std::string& prompt) override;
  void ask(const std::string& question) override { set_prompt(question); }
  void report(const std::string& text) override { screen_.print(text + '\n'); }
  bool is_busy() const override { return screen_.is_busy(); }

 private:
  class RedrawHandler;

  void on_input(std::string_view bytes) override;
  void on_input_resumed() override { press_keys(); }
  void on_input_ended() override;
  void press_keys();
  void press(const Key& key);
  void end_input();
  std::string before() override { return LineEditor::erase(); }
  std::string after() override { return editor_.draw(terminal_.columns()); }

  ConsoleListener& listener_;
  Printer& screen_;
  InputPump pump_;
  Terminal terminal_;
  KeyDecoder keys_;
  LineEditor editor_;
  std::unique_ptr<RedrawHandler> redraw_handler_;  // nullptr if the system does not tell
};

}  // namespace chatlab
