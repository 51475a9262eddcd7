#include "apps/protocols/input_buffer.hpp"

namespace chatlab {
namespace {

// Short messages come and go without a call of the allocator.
constexpr std::size_t capacity_to_keep = 1024;

}  // namespace

void InputBuffer::append(std::string_view bytes) {
  bytes_.erase(0, start_);
  start_ = 0;
  bytes_.append(bytes);
}

// Consuming only moves an offset. The bytes that are left are moved to smaller memory when they
// take a quarter of it: for four bytes that come in, less than two are ever moved.
void InputBuffer::consume(std::size_t count) {
  start_ += count;
  const bool is_mostly_unused = view().size() <= bytes_.capacity() / 4;
  if (bytes_.capacity() > capacity_to_keep && is_mostly_unused) {
    std::string(view()).swap(bytes_);  // an assignment would keep the old memory
    start_ = 0;
  } else if (view().empty()) {
    bytes_.clear();
    start_ = 0;
  }
}

}  // namespace chatlab
