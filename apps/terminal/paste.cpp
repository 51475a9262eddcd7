// Turns pasted text into keys.
#include "apps/terminal/paste.hpp"

#include <algorithm>

namespace chatlab {

std::size_t Paste::lines_left() const {
  const auto from = text_.begin() + static_cast<std::ptrdiff_t>(position_);
  return static_cast<std::size_t>(std::count(from, text_.end(), '\n'));
}

bool Paste::next(Key& key) {
  if (position_ == text_.size()) return false;
  if (text_[position_] == '\n') {
    ++position_;
    key = {Key::Kind::enter, {}};
    return true;
  }
  const std::size_t end = std::min(text_.find('\n', position_), text_.size());
  key = {Key::Kind::character, text_.substr(position_, end - position_)};
  position_ = end;
  return true;
}

}  // namespace chatlab
