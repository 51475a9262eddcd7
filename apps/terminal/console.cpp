// Chooses the implementation of the console.
#include "apps/terminal/console.hpp"

#include "apps/terminal/line_console.hpp"
#include "apps/terminal/terminal_console.hpp"

namespace chatlab {

std::unique_ptr<Console> make_console(Reactor& reactor, StandardInput& input,
                                      ConsoleListener& listener, std::size_t max_line,
                                      Printer& screen) {
  if (Terminal::is_usable()) {
    return std::make_unique<TerminalConsole>(reactor, input, listener, max_line, screen);
  }
  return std::make_unique<LineConsole>(reactor, input, listener, max_line);
}

}  // namespace chatlab
