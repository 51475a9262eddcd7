// The console: where the person, or the script, at standard input is asked and listened to.
//
// There are two, and a program need not know which it has: LineConsole reads lines as they come,
// and TerminalConsole lets a person edit them below the conversation.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/standard_input.hpp"
#include "reactor/printer.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

class ConsoleListener {
 public:
  virtual ~ConsoleListener() = default;

  /// A line was entered. It comes without its newline, and without a carriage return before it.
  virtual void on_line(std::string_view line) = 0;

  /// A line of `size` bytes was entered, which is more than the limit.
  virtual void on_line_too_long(std::size_t size) = 0;

  /// No more lines will come. Not called after Console::stop() or abandon().
  virtual void on_end_of_input() = 0;

  /// Returns what the Tab key may complete: commands, which begin with `/`, and names.
  virtual std::vector<std::string> completions() const { return {}; }
};

class Console {
 public:
  virtual ~Console() = default;

  /// Stops delivering lines, and reading them, or goes on. No line is lost.
  virtual void hold(bool held) = 0;

  /// Ends delivering lines for good, as the person wished. What was typed ahead is for the shell.
  virtual void stop() = 0;

  /// Ends delivering lines for good, although the person may be in the midst of a line or a paste:
  /// the line is shown once more, so that it can be copied, and none of the paste reaches the
  /// shell. Until that is done the console is busy. No effect after stop().
  virtual void abandon() = 0;

  /// From now on lines of more than `max_line` bytes are too long.
  virtual void set_max_line(std::size_t max_line) = 0;

  /// True if a person edits lines in a terminal, below a prompt.
  virtual bool is_interactive() const = 0;

  /// Shows `prompt` before the line that is typed. No effect if the console is not interactive.
  virtual void set_prompt(const std::string& prompt) = 0;

  /// Asks `question`: in the prompt, or else on standard error.
  virtual void ask(const std::string& question) = 0;

  /// Says one line to the person: above the line that is typed, or else on standard error.
  virtual void report(const std::string& text) = 0;

  /// True if the console has more to write, or to throw away.
  virtual bool is_busy() const = 0;
};

/// Makes a TerminalConsole if a person sits at a terminal that understands escape sequences, and
/// else a LineConsole. `screen` prints to standard output. All but `max_line` must outlive the
/// console.
std::unique_ptr<Console> make_console(Reactor& reactor, StandardInput& input,
                                      ConsoleListener& listener, std::size_t max_line,
                                      Printer& screen);

}  // namespace chatlab
