#include "reactor/console.hpp"

namespace chatlab {
namespace {

// How long to leave alone an input that looked readable and gave nothing: the terminal of a program
// in the background does so for as long as somebody types in it.
constexpr milliseconds rest{250};

}  // namespace

Console::Console(Reactor& reactor, StandardInput& input, ConsoleListener& listener,
                 std::size_t max_line)
    : reactor_(reactor),
      input_(input),
      listener_(listener),
      max_line_(max_line),
      later_(reactor.timers(), *this) {
  reactor_.add(*this);
}

Console::~Console() {
  reactor_.remove(*this);
}

void Console::stop() {
  stopped_ = true;
  later_.stop();
  reactor_.remove(*this);
}

void Console::hold(bool held) {
  if (stopped_ || held_ == held) return;
  held_ = held;
  if (!ended_) reactor_.want_read(*this, !held);
  if (!held) later_.start(milliseconds(0));  // lines that were read before the hold come first
}

void Console::on_readable() {
  auto& buffer = reactor_.read_buffer();
  const IoResult result = input_.read(buffer.data(), buffer.size());
  if (result.status == IoStatus::would_block) {
    reactor_.want_read(*this, false);
    return later_.start(rest);
  }
  if (result.status == IoStatus::done) {
    take({buffer.data(), result.bytes});
  } else {
    ended_ = true;
    reactor_.want_read(*this, false);
    finish_input();
  }
  deliver_lines();
}

// The last line may lack its newline.
void Console::finish_input() {
  if (dropped_ > 0) take("\n");
  if (!pending_.empty() && pending_.back() != '\n') pending_ += '\n';
}

void Console::on_timer(Timer&) {
  if (held_) return;
  if (!ended_) reactor_.want_read(*this, true);
  deliver_lines();
}

// Keeps at most one line over the limit, however long the line that comes.
void Console::take(std::string_view bytes) {
  const std::size_t newline = bytes.find('\n');
  if (dropped_ > 0) {
    const std::string_view dropped = bytes.substr(0, newline);
    dropped_ += dropped.size();
    if (!dropped.empty()) dropped_return_ = dropped.back() == '\r';
    if (newline == std::string_view::npos) return;
    listener_.on_line_too_long(dropped_ - (dropped_return_ ? 1 : 0));
    dropped_ = 0;
    bytes.remove_prefix(newline + 1);
  }
  pending_ += bytes;
}

void Console::deliver_lines() {
  while (may_deliver()) {
    const std::size_t newline = pending_.find('\n', delivered_);
    if (newline == std::string::npos) break;
    const std::string line = pending_.substr(delivered_, newline - delivered_);
    delivered_ = newline + 1;
    deliver(line);
  }
  drop_delivered();
  if (!may_deliver()) return;
  if (pending_.size() > max_line_ + 1) {  // one more may be a carriage return
    dropped_ = pending_.size();
    dropped_return_ = pending_.back() == '\r';
    pending_.clear();
  }
  if (ended_) end();
}

void Console::end() {
  stop();
  listener_.on_end_of_input();
}

void Console::deliver(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.size() > max_line_) return listener_.on_line_too_long(line.size());
  listener_.on_line(line);
}

void Console::drop_delivered() {
  pending_.erase(0, delivered_);
  delivered_ = 0;
}

}  // namespace chatlab
