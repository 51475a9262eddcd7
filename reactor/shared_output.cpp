// Appends, and starts again from the beginning once nothing is borrowed.
#include "reactor/shared_output.hpp"

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

void SharedOutput::drop_all() {
  bytes_.clear();
  if (bytes_.capacity() > capacity_to_keep) bytes_.shrink_to_fit();
}

}  // namespace chatlab
