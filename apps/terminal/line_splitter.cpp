// Searches the bytes for newlines, and discards the text of lines that are too long.
#include "apps/terminal/line_splitter.hpp"

namespace chatlab {

void LineSplitter::feed(std::string_view bytes) {
  pending_.erase(0, consumed_);
  consumed_ = 0;
  pending_ += bytes;
}

void LineSplitter::end() {
  const bool is_unfinished = consumed_ < pending_.size() && pending_.back() != '\n';
  if (is_unfinished) pending_ += '\n';
}

bool LineSplitter::next(Line& line) {
  const std::size_t newline = pending_.find('\n', consumed_);
  if (newline == std::string::npos) {
    skip_excess();
    return false;
  }
  const bool has_return = newline > consumed_ && pending_[newline - 1] == '\r';
  const std::size_t kept = newline - consumed_ - (has_return ? 1 : 0);
  line.size = skipped_ + kept;
  line.is_too_long = line.size > max_line_;
  line.text = line.is_too_long ? std::string() : pending_.substr(consumed_, kept);
  consumed_ = newline + 1;
  skipped_ = 0;
  return true;
}

// Keeps only the last byte of a line that is too long: it may be the carriage return.
void LineSplitter::skip_excess() {
  const std::size_t unfinished = pending_.size() - consumed_;
  if (skipped_ + unfinished <= max_line_ + 1) return;
  skipped_ += unfinished - 1;
  pending_.erase(0, pending_.size() - 1);
  consumed_ = 0;
}

}  // namespace chatlab
