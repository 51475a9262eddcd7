#include "reactor/printer.hpp"

#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

constexpr milliseconds retry_delay{20};

}  // namespace

Printer::Printer(Reactor& reactor) : reactor_(reactor), retry_(reactor.timers(), *this) {}

Printer::~Printer() {
  reactor_.cancel_flush(*this);
}

void Printer::print(std::string_view text) {
  if (broken_) return;
  pending_ += text;
  reactor_.request_flush(*this);
}

void Printer::flush() {
  std::size_t written = 0;
  while (written < pending_.size() && !broken_) {
    const IoResult result =
        write_standard_output(pending_.data() + written, pending_.size() - written);
    if (result.status == IoStatus::would_block) break;
    if (result.status == IoStatus::error) broken_ = true;
    written += result.bytes;
  }
  pending_.erase(0, broken_ ? pending_.size() : written);
  if (!pending_.empty()) retry_.start(retry_delay);
  if (written > 0 || broken_) on_printed();
}

}  // namespace chatlab
