// The console: delivers lines from standard input, and shows questions and reports to the user.
//
// There are two implementations: LineConsole reads lines from a pipe or a file, and TerminalConsole
// lets a user edit them below the conversation. A program need not know which one it has.
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

  /// A line was entered. `line` does not contain its newline, nor a carriage return before the
  /// newline.
  virtual void on_line(std::string_view line) = 0;

  /// A line was refused: its `size`, in bytes, is above the limit.
  virtual void on_line_too_long(std::size_t size) = 0;

  /// The input has ended. Not called after Console::stop() or abandon().
  virtual void on_end_of_input() = 0;

  /// Returns the words that the Tab key completes: commands, which begin with `/`, and names.
  virtual std::vector<std::string> completions() const { return {}; }
};

class Console {
 public:
  virtual ~Console() = default;

  /// If `held` is true, stops reading and delivering lines, else resumes. No line is lost.
  virtual void hold(bool held) = 0;

  /// Stops delivering lines for good, because the user asked for it. Input that was typed ahead is
  /// left for the shell.
  virtual void stop() = 0;

  /// Stops delivering lines for good, although the user may be in the middle of a line or a paste.
  /// The unfinished line is shown once more, so that it can be copied, and the rest of the paste is
  /// discarded, so that it does not reach the shell. Until that is done, the console is busy. No
  /// effect after stop().
  virtual void abandon() = 0;

  /// Sets the limit for further lines, in bytes.
  virtual void set_max_line(std::size_t max_line) = 0;

  /// True if the user edits lines in a terminal, after a prompt.
  virtual bool is_interactive() const = 0;

  /// Shows `prompt` before the line that is typed. No effect if the console is not interactive.
  virtual void set_prompt(const std::string& prompt) = 0;

  /// Shows `question` as the prompt or, if the console is not interactive, on standard error.
  virtual void ask(const std::string& question) = 0;

  /// Shows one line to the user: above the line that is typed or, if the console is not
  /// interactive, on standard error.
  virtual void report(const std::string& text) = 0;

  /// True if the console has more to write or to discard.
  virtual bool is_busy() const = 0;
};

/// Makes a TerminalConsole if standard input and output are a terminal that understands escape
/// sequences, else a LineConsole. `screen` prints to standard output. All arguments but `max_line`
/// must outlive the console.
std::unique_ptr<Console> make_console(Reactor& reactor, StandardInput& input,
                                      ConsoleListener& listener, std::size_t max_line,
                                      Printer& screen);

}  // namespace chatlab
