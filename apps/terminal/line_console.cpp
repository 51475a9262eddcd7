// Splits input into lines and delivers them while the console is not held.
#include "apps/terminal/line_console.hpp"

namespace chatlab {

LineConsole::LineConsole(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                         std::size_t max_line)
    : listener_(listener),
      pump_(reactor, input, *this),
      lines_(max_line),
      errors_(reactor, StandardOutput::Stream::error) {}

void LineConsole::on_input(std::string_view bytes) {
  lines_.feed(bytes);
  deliver_lines();
}

void LineConsole::on_input_ended() {
  lines_.end();
  has_ended_ = true;
  deliver_lines();
}

// The listener may hold or stop the console during the loop.
void LineConsole::deliver_lines() {
  LineSplitter::Line line;
  while (pump_.is_flowing() && lines_.next(line)) {
    if (line.is_too_long) {
      listener_.on_line_too_long(line.size);
    } else {
      listener_.on_line(line.text);
    }
  }
  if (!pump_.is_flowing() || !has_ended_) return;
  pump_.stop();
  listener_.on_end_of_input();
}

}  // namespace chatlab
