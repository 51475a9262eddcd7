#include "apps/terminal/terminal_console.hpp"

namespace chatlab {

/// Waits for the terminal to say that the row must be drawn anew.
class TerminalConsole::RedrawHandler : public EventHandler {
 public:
  RedrawHandler(Reactor& reactor, Terminal& terminal, Printer& printer)
      : reactor_(reactor), terminal_(terminal), printer_(printer) {
    reactor_.add(*this);
  }
  ~RedrawHandler() override { reactor_.remove(*this); }

  Handle handle() const override { return terminal_.handle(); }

  void on_readable() override {
    terminal_.take();
    printer_.redraw();
  }

 private:
  Reactor& reactor_;
  Terminal& terminal_;
  Printer& printer_;
};

TerminalConsole::TerminalConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                                 std::size_t max_line, Printer& printer)
    : Console(reactor, input, listener, max_line), printer_(printer), editor_("", max_line) {
  printer_.set_prompt_row(this);
  if (terminal_.handle() == no_handle) return;  // the system does not tell
  redraw_handler_ = std::make_unique<RedrawHandler>(reactor, terminal_, printer);
}

TerminalConsole::~TerminalConsole() {
  TerminalConsole::stop();
}

void TerminalConsole::stop() {
  Console::stop();
  printer_.set_prompt_row(nullptr);
  printer_.flush();
}

void TerminalConsole::set_prompt(const std::string& prompt) {
  editor_.set_prompt(prompt);
  printer_.redraw();
}

void TerminalConsole::deliver_lines() {
  Key key;
  while (may_deliver() && keys_.next(key)) press(key);
  if (may_deliver() && has_ended()) return end();
  printer_.redraw();
}

void TerminalConsole::press(const Key& key) {
  switch (editor_.press(key)) {
    case LineEditor::Outcome::entered:
      return listener().on_line(editor_.take_line());
    case LineEditor::Outcome::ended:
      return end();
    case LineEditor::Outcome::clear_screen:
      return printer_.print("\33[H\33[2J");
    case LineEditor::Outcome::edited:
    case LineEditor::Outcome::nothing:
      return;
  }
}

std::unique_ptr<Console> make_console(Reactor& reactor, StandardInput& input,
                                      ConsoleListener& listener, std::size_t max_line,
                                      Printer& printer) {
  if (!Terminal::is_usable()) return std::make_unique<Console>(reactor, input, listener, max_line);
  return std::make_unique<TerminalConsole>(reactor, input, listener, max_line, printer);
}

void report_above(const Console& console, Printer& printer, Printer& errors,
                  const std::string& text) {
  (console.is_interactive() ? printer : errors).print(text + '\n');
}

}  // namespace chatlab
