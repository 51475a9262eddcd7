// Searches the input buffer for newlines, each byte once.
#include "apps/protocols/line_reader.hpp"

namespace chatlab {
namespace {

std::string_view without_carriage_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace

void LineReader::feed(std::string_view bytes) {
  if (!gave_up_) buffer_.append(bytes);
}

void LineReader::end_line() {
  if (!unread().empty() && unread().back() != '\n') buffer_.append("\n");
}

// The limit applies to an unfinished line, too: further bytes can only make it longer, except for
// the newline after a carriage return.
LineReader::Found LineReader::next(std::string& line, std::size_t limit) {
  const std::size_t newline = unread().find('\n', searched_);
  const std::string_view found = without_carriage_return(unread().substr(0, newline));
  if (found.size() > limit) {
    give_up();
    return Found::too_long;
  }
  if (newline == std::string_view::npos) {
    searched_ = unread().size();
    return Found::nothing;
  }
  line = found;
  buffer_.consume(newline + 1);
  searched_ = 0;
  return Found::line;
}

void LineReader::give_up() {
  gave_up_ = true;
  searched_ = 0;
  buffer_.clear();
}

}  // namespace chatlab
