// The console for a user at a terminal: lines are edited in the bottom row, messages appear above.
//
// This class only connects others: the pump reads bytes, the decoder turns them into keys, the
// editor applies the keys, and the printer shows the row.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "apps/terminal/console.hpp"
#include "apps/terminal/key_decoder.hpp"
#include "apps/terminal/line_editor.hpp"
#include "apps/terminal/paste.hpp"
#include "platform/terminal.hpp"
#include "reactor/input_pump.hpp"

namespace chatlab {

class TerminalConsole : public Console, private InputListener, private PrintFrame {
 public:
  /// All arguments but `max_line` must outlive the console.
  TerminalConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                  std::size_t max_line, Printer& screen);
  ~TerminalConsole() override;

  void hold(bool held) override { pump_.hold(held); }
  void stop() override;
  void abandon() override;
  void set_max_line(std::size_t max_line) override { editor_.set_max_bytes(max_line); }
  bool is_interactive() const override { return true; }
  void set_prompt(const std::string& prompt) override;
  void ask(const std::string& question) override { set_prompt(question); }
  void report(const std::string& text) override;
  bool is_busy() const override { return screen_.is_busy() || pump_.is_discarding(); }

 private:
  class TerminalWatch;
  enum class State { editing, asking_about_paste, stopped };

  void on_input(std::string_view bytes) override;
  void on_input_resumed() override { press_keys(); }
  void on_input_ended() override;
  std::string before() override;
  std::string after() override;

  void press_keys();
  bool next_key(Key& key);
  void press(const Key& key);
  void edit(const Key& key);
  void paste(const std::string& text);
  void answer_about_paste(const Key& key);
  void drop_paste();
  void refuse_line();
  void complete();
  void end_input();
  void give_screen_back();

  StandardInput& input_;
  ConsoleListener& listener_;
  Printer& screen_;
  InputPump pump_;
  Terminal terminal_;
  std::unique_ptr<TerminalWatch> watch_;
  KeyDecoder keys_;
  LineEditor editor_;
  std::optional<Paste> paste_;  // set until all of it is entered
  State state_ = State::editing;
};

}  // namespace chatlab
