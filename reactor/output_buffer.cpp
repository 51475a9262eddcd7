// A byte queue: a string with a consumed prefix, which is compacted from time to time.
#include "reactor/output_buffer.hpp"

#include <algorithm>

namespace chatlab {
namespace {

// Memory up to this size, in bytes, is kept for the next message.
constexpr std::size_t capacity_to_keep = 4 * 1024;

}  // namespace

void OutputBuffer::append(std::string_view bytes) {
  bytes_.append(bytes);
}

void OutputBuffer::append_apart(std::string_view bytes) {
  if (bytes.empty()) return;
  add_border();
  append(bytes);
  add_border();
}

// Adds a border at the current end.
void OutputBuffer::add_border() {
  const bool has_border_here = !borders_.empty() && borders_.back() == bytes_.size();
  if (!is_empty() && !has_border_here) borders_.push_back(bytes_.size());
}

std::string_view OutputBuffer::next(std::size_t limit) const {
  const bool has_border = next_border_ < borders_.size();
  const std::size_t end = has_border ? borders_[next_border_] : bytes_.size();
  return std::string_view(bytes_).substr(consumed_, std::min(limit, end - consumed_));
}

// Unsent bytes move to the front only once they are fewer than the sent bytes. So each byte moves
// at most once on average.
void OutputBuffer::consume(std::size_t count) {
  consumed_ += count;
  while (next_border_ < borders_.size() && borders_[next_border_] <= consumed_) ++next_border_;
  if (consumed_ > bytes_.size() / 2) drop_consumed();
}

void OutputBuffer::drop_consumed() {
  bytes_.erase(0, consumed_);
  borders_.erase(borders_.begin(), borders_.begin() + static_cast<std::ptrdiff_t>(next_border_));
  for (std::size_t& border : borders_) border -= consumed_;
  consumed_ = 0;
  next_border_ = 0;
}

std::size_t OutputBuffer::capacity() const {
  return bytes_.capacity() + borders_.capacity() * sizeof(std::size_t);
}

bool OutputBuffer::has_spare_memory() const {
  return capacity() > capacity_to_keep && bytes_.size() < capacity() / 4;
}

void OutputBuffer::release_spare_memory() {
  bytes_.shrink_to_fit();
  borders_.shrink_to_fit();
}

}  // namespace chatlab
