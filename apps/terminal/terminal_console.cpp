#include "apps/terminal/terminal_console.hpp"

namespace chatlab {

/// Waits for the terminal to say that the row must be drawn anew.
class TerminalConsole::RedrawHandler : public EventHandler {
 public:
  RedrawHandler(Reactor& reactor, Terminal& terminal, Printer& screen)
      : reactor_(reactor), terminal_(terminal), screen_(screen) {
    reactor_.add(*this);
  }
  ~RedrawHandler() override { reactor_.remove(*this); }

  Handle handle() const override { return terminal_.handle(); }

  void on_readable() override {
    terminal_.drain();
    screen_.refresh();
  }

 private:
  Reactor& reactor_;
  Terminal& terminal_;
  Printer& screen_;
};

TerminalConsole::TerminalConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                                 std::size_t max_line, Printer& screen)
    : listener_(listener), screen_(screen), pump_(reactor, input, *this), editor_("", max_line) {
  screen_.set_frame(this);
  if (terminal_.handle() == no_handle) return;
  redraw_handler_ = std::make_unique<RedrawHandler>(reactor, terminal_, screen_);
}

TerminalConsole::~TerminalConsole() {
  TerminalConsole::stop();
}

void TerminalConsole::stop() {
  pump_.stop();
  screen_.set_frame(nullptr);
  screen_.flush();
}

void TerminalConsole::set_prompt(const std::string& prompt) {
  editor_.set_prompt(prompt);
  screen_.refresh();
}

void TerminalConsole::on_input(std::string_view bytes) {
  keys_.feed(bytes);
  press_keys();
}

void TerminalConsole::on_input_ended() {
  press_keys();
  if (pump_.is_flowing()) end_input();
}

void TerminalConsole::press_keys() {
  Key key;
  while (pump_.is_flowing() && keys_.next(key)) press(key);
  screen_.refresh();
}

void TerminalConsole::press(const Key& key) {
  switch (editor_.press(key)) {
    case LineEditor::Outcome::entered:
      return listener_.on_line(editor_.finish_line());
    case LineEditor::Outcome::ended:
      return end_input();
    case LineEditor::Outcome::clear_screen:
      return screen_.print("\33[H\33[2J");
    case LineEditor::Outcome::edited:
    case LineEditor::Outcome::nothing:
      return;
  }
}

void TerminalConsole::end_input() {
  pump_.stop();
  listener_.on_end_of_input();
}

}  // namespace chatlab
