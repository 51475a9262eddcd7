#include "reactor/printer.hpp"

#include <utility>

#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

constexpr milliseconds retry_delay{20};

}  // namespace

Printer::Printer(Reactor& reactor) : reactor_(reactor), retry_(reactor.timers(), *this) {}

Printer::~Printer() {
  reactor_.cancel_flush(*this);
}

void Printer::set_prompt_row(PromptRow* row) {
  if (row_ != nullptr) text_ = row_->erase() + text_;
  row_ = row;
  redraw();
}

void Printer::print(std::string_view text) {
  if (error_) return;
  text_ += text;
  reactor_.request_flush(*this);
}

void Printer::redraw() {
  redraw_ = row_ != nullptr;
  reactor_.request_flush(*this);
}

void Printer::flush() {
  bool wrote = false;
  do {
    compose();
    wrote = write_outgoing() || wrote;
  } while (outgoing_.empty() && !text_.empty());
  if (!outgoing_.empty()) retry_.start(retry_delay);
  if (wrote && listener_ != nullptr) listener_->on_printed();
}

// The row is erased, the text takes its place, and the row is drawn below: once for all the text of
// a turn. Only when that has left is more put together, so that the row drawn is always the latest.
void Printer::compose() {
  if (!outgoing_.empty() || (text_.empty() && !redraw_)) return;
  outgoing_ = std::exchange(text_, std::string());
  if (row_ != nullptr) outgoing_ = row_->erase() + outgoing_ + row_->draw();
  redraw_ = false;
}

bool Printer::write_outgoing() {
  std::size_t written = 0;
  while (written < outgoing_.size() && !error_) {
    const IoResult result =
        write_standard_output(outgoing_.data() + written, outgoing_.size() - written);
    if (result.status == IoStatus::would_block) break;
    error_ = result.error;
    written += result.bytes;
  }
  outgoing_.erase(0, written);
  if (error_) {
    outgoing_.clear();
    text_.clear();
  }
  return written > 0 || error_;
}

}  // namespace chatlab
