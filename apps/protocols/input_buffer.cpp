// A string with a consumed prefix, which moves to smaller memory if most of it is unused.
#include "apps/protocols/input_buffer.hpp"

namespace chatlab {
namespace {

// Memory up to this size is kept, so that short messages need no call of the allocator.
constexpr std::size_t capacity_to_keep = 1024;

}  // namespace

void InputBuffer::append(std::string_view bytes) {
  bytes_.erase(0, start_);
  start_ = 0;
  bytes_.append(bytes);
}

// Consuming only moves an offset. The remaining bytes move to smaller memory once they use at most
// a quarter of it. On average less than half of all bytes are ever moved.
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
