// Passes keys to the editor, asks before a long paste is sent, and keeps the row drawn.
#include "apps/terminal/terminal_console.hpp"

#include "apps/terminal/wrap.hpp"

namespace chatlab {
namespace {

// A paste with more lines is sent only after asking the user.
constexpr std::size_t most_lines_unasked = 20;

// How often a program in the background checks whether it has come to the foreground.
constexpr milliseconds time_to_look_again{250};

// Bracketed paste mode: the terminal marks the start and the end of a paste. xterm, ctlseqs
constexpr const char* paste_marks_on = "\33[?2004h";
constexpr const char* paste_marks_off = "\33[?2004l";

}  // namespace

/// Redraws the row when the terminal's size has changed or the program is in the foreground again.
class TerminalConsole::TerminalWatch : public EventHandler, private TimerHandler {
 public:
  TerminalWatch(Reactor& reactor, Terminal& terminal, Printer& screen)
      : reactor_(reactor), terminal_(terminal), screen_(screen), timer_(reactor.timers(), *this) {
    if (terminal_.handle() != no_handle) reactor_.add(*this);
  }
  ~TerminalWatch() override { reactor_.remove(*this); }

  void look_again_later() { timer_.start(time_to_look_again); }

  Handle handle() const override { return terminal_.handle(); }
  std::string describe() const override { return "terminal"; }

  void on_readable() override {
    terminal_.drain();
    screen_.refresh();
  }

 private:
  void on_timer(Timer&) override { screen_.refresh(); }
  std::string describe_timer(const Timer&) const override { return "next look at the terminal"; }

  Reactor& reactor_;
  Terminal& terminal_;
  Printer& screen_;
  Timer timer_;
};

TerminalConsole::TerminalConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                                 std::size_t max_line, Printer& screen)
    : input_(input),
      listener_(listener),
      screen_(screen),
      pump_(reactor, input, *this),
      watch_(std::make_unique<TerminalWatch>(reactor, terminal_, screen)),
      editor_("", max_line) {
  terminal_.enter();
  screen_.set_frame(this);
}

// If the console is not stopped yet, an exception is ending the program.
TerminalConsole::~TerminalConsole() {
  if (state_ == State::stopped) return;
  stop();
  input_.discard();
}

// -------------------------------------------------------------------------------------- the screen

// While the program is in the background, the row belongs to the shell.
std::string TerminalConsole::before() {
  return terminal_.enter() ? LineEditor::erase() : std::string();
}

std::string TerminalConsole::after() {
  if (!terminal_.enter()) {
    watch_->look_again_later();
    return {};
  }
  const std::size_t columns = screen_.columns();
  if (state_ != State::asking_about_paste) return paste_marks_on + editor_.draw(columns);
  const std::string lines = std::to_string(paste_->lines_left());
  return paste_marks_on + LineEditor("Send " + lines + " lines? (y/n) ").draw(columns);
}

void TerminalConsole::set_prompt(const std::string& prompt) {
  editor_.set_prompt(prompt);
  screen_.refresh();
}

void TerminalConsole::report(const std::string& text) {
  screen_.print(wrap(text, screen_.columns()) + '\n');
}

void TerminalConsole::give_screen_back() {
  drop_paste();
  state_ = State::stopped;
  if (terminal_.enter()) screen_.print(paste_marks_off);
  screen_.set_frame(nullptr);
  screen_.flush();
}

void TerminalConsole::stop() {
  if (state_ == State::stopped) return;
  pump_.stop();
  give_screen_back();
  terminal_.leave();
}

// The terminal stays in raw mode, so that keys are not echoed until all of them are discarded.
void TerminalConsole::abandon() {
  if (state_ == State::stopped) return;
  pump_.discard();
  if (!editor_.text().empty()) report("not sent: " + editor_.text());
  give_screen_back();
}

// ---------------------------------------------------------------------------------------- the keys

void TerminalConsole::on_input(std::string_view bytes) {
  keys_.feed(bytes);
  press_keys();
}

void TerminalConsole::on_input_ended() {
  press_keys();
  if (pump_.is_flowing()) end_input();
}

void TerminalConsole::end_input() {
  stop();
  listener_.on_end_of_input();
}

void TerminalConsole::press_keys() {
  Key key;
  while (pump_.is_flowing() && next_key(key)) press(key);
  screen_.refresh();
}

// Keys of a paste come before keys that were pressed after it.
bool TerminalConsole::next_key(Key& key) {
  if (state_ == State::editing && paste_) {
    if (paste_->next(key)) return true;
    paste_.reset();
  }
  return keys_.next(key);
}

void TerminalConsole::press(const Key& key) {
  if (state_ == State::asking_about_paste) return answer_about_paste(key);
  if (key.kind == Key::Kind::paste) return paste(key.text);
  if (key.kind == Key::Kind::paste_too_long) return report("not pasted: it is too long");
  edit(key);
}

void TerminalConsole::edit(const Key& key) {
  switch (editor_.press(key)) {
    case LineEditor::Outcome::entered:
      return listener_.on_line(editor_.finish_line());
    case LineEditor::Outcome::too_long:
      return refuse_line();
    case LineEditor::Outcome::complete:
      return complete();
    case LineEditor::Outcome::ended:
      return end_input();
    case LineEditor::Outcome::clear_screen:
      return screen_.print("\33[H\33[2J");
    case LineEditor::Outcome::edited:
    case LineEditor::Outcome::nothing:
      return;
  }
}

// The user can shorten the line. The rest of a paste would only make it longer.
void TerminalConsole::refuse_line() {
  listener_.on_line_too_long(editor_.text().size());
  drop_paste();
}

void TerminalConsole::complete() {
  std::string choices;
  for (const std::string& choice : editor_.complete(listener_.completions())) {
    choices += (choices.empty() ? "" : "  ") + choice;
  }
  if (!choices.empty()) report(choices);
}

// --------------------------------------------------------------------------------------- the paste

void TerminalConsole::paste(const std::string& text) {
  paste_.emplace(text);
  if (paste_->lines_left() > most_lines_unasked) state_ = State::asking_about_paste;
}

void TerminalConsole::answer_about_paste(const Key& key) {
  state_ = State::editing;
  const bool is_yes = key.kind == Key::Kind::character && (key.text == "y" || key.text == "Y");
  if (!is_yes) drop_paste();
}

void TerminalConsole::drop_paste() {
  const std::size_t lines = paste_ ? paste_->lines_left() : 0;
  paste_.reset();
  if (lines > 0) report(std::to_string(lines) + " pasted lines were not sent");
}

}  // namespace chatlab
