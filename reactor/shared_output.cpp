// Appends, and starts again from the beginning once nothing is borrowed.
#include "reactor/shared_output.hpp"

#include <algorithm>

namespace chatlab {
namespace {

// Memory up to this size, in bytes, is kept for later turns.
constexpr std::size_t capacity_to_keep = 1024 * 1024;

}  // namespace

SharedOutput::Range SharedOutput::append(std::string_view bytes) {
  if (borrowers_ == 0) drop_all();
  const std::size_t begin = bytes_.size();
  bytes_.append(bytes);
  return {begin, bytes_.size()};
}

SharedOutput::Range SharedOutput::append_apart(const std::vector<std::string>& pieces) {
  Range range = append({});
  borders_.push_back(range.begin);
  for (const std::string& piece : pieces) {
    bytes_.append(piece);
    borders_.push_back(bytes_.size());
  }
  range.end = bytes_.size();
  return range;
}

std::string_view SharedOutput::next_piece(Range range) const {
  const auto border = std::upper_bound(borders_.begin(), borders_.end(), range.begin);
  if (border != borders_.end()) range.end = std::min(range.end, *border);
  return view(range);
}

void SharedOutput::drop_all() {
  bytes_.clear();
  borders_.clear();
  if (bytes_.capacity() > capacity_to_keep) bytes_.shrink_to_fit();
}

}  // namespace chatlab
