// Writes as much text as standard output accepts, and retries the rest by a timer.
#include "reactor/printer.hpp"

#include <algorithm>
#include <utility>

namespace chatlab {
namespace {

constexpr milliseconds retry_delay{20};
constexpr milliseconds retry_delay_after_error{1000};

}  // namespace

Printer::Printer(Reactor& reactor, StandardOutput::Stream stream)
    : reactor_(reactor), output_(stream), retry_(reactor.timers(), *this) {}

Printer::~Printer() {
  reactor_.cancel_flush(*this);
}

void Printer::set_frame(PrintFrame* frame) {
  if (frame_ != nullptr) text_ = frame_->before() + text_;
  frame_ = frame;
  refresh();
}

void Printer::print(std::string_view text) {
  if (error_ == std::errc::broken_pipe) return;
  text_ += text;
  reactor_.request_flush(*this);
}

void Printer::refresh() {
  refresh_ = frame_ != nullptr;
  reactor_.request_flush(*this);
}

std::size_t Printer::pending_lines() const {
  return static_cast<std::size_t>(std::count(outgoing_.begin(), outgoing_.end(), '\n') +
                                  std::count(text_.begin(), text_.end(), '\n'));
}

// What goes to peers is sent first, since they wait for it; but not what one flush of a handler
// does not send.
void Printer::on_flush() {
  has_stood_back_ = !has_stood_back_;
  if (has_stood_back_) return reactor_.request_flush(*this);
  flush();
}

void Printer::flush() {
  bool wrote = false;
  do {
    compose();
    wrote = write_outgoing() || wrote;
  } while (outgoing_.empty() && !text_.empty());
  if (!outgoing_.empty()) retry_.start(error_ ? retry_delay_after_error : retry_delay);
  if (wrote && listener_ != nullptr) listener_->on_printed();
}

// One frame for all the text of a turn. The next piece is composed only after the previous one has
// been written, so that the frame is always current.
void Printer::compose() {
  if (!outgoing_.empty() || (text_.empty() && !refresh_)) return;
  outgoing_ = std::exchange(text_, std::string());
  if (frame_ != nullptr) outgoing_ = frame_->before() + outgoing_ + frame_->after();
  refresh_ = false;
}

// Returns true if the listener must be called: bytes were written, or the output began to fail.
bool Printer::write_outgoing() {
  const std::error_code before = error_;
  std::size_t written = 0;
  while (written < outgoing_.size()) {
    const IoResult result = output_.write(outgoing_.data() + written, outgoing_.size() - written);
    if (result.status == IoStatus::would_block) break;
    error_ = result.error;
    if (error_) break;
    written += result.bytes;
  }
  outgoing_.erase(0, written);
  if (error_ == std::errc::broken_pipe) {
    outgoing_.clear();
    text_.clear();
  }
  return written > 0 || error_ != before;
}

}  // namespace chatlab
