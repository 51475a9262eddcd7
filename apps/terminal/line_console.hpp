// The console for scripts: lines from a pipe, a file, or a terminal that understands no escape
// sequences. Questions and reports go to standard error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "apps/terminal/console.hpp"
#include "apps/terminal/line_splitter.hpp"
#include "reactor/input_pump.hpp"

namespace chatlab {

class LineConsole : public Console, private InputListener {
 public:
  /// All arguments but `max_line` must outlive the console.
  LineConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
              std::size_t max_line);

  void hold(bool held) override { pump_.hold(held); }
  void stop() override { pump_.stop(); }
  void abandon() override { pump_.discard(); }
  void set_max_line(std::size_t max_line) override { lines_.set_max_line(max_line); }
  bool is_interactive() const override { return false; }
  void set_prompt(const std::string&) override {}
  void ask(const std::string& question) override { errors_.print(question); }
  void report(const std::string& text) override { errors_.print(text + '\n'); }
  bool is_busy() const override { return errors_.is_busy() || pump_.is_discarding(); }

 private:
  void on_input(std::string_view bytes) override;
  void on_input_resumed() override { deliver_lines(); }
  void on_input_ended() override;
  void deliver_lines();

  ConsoleListener& listener_;
  InputPump pump_;
  LineSplitter lines_;
  Printer errors_;          // standard error
  bool has_ended_ = false;  // true if no input will follow
};

}  // namespace chatlab
