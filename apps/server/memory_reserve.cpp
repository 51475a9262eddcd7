// The new-handler is a plain function, so the reserve is a list in variables of this file.
#include "apps/server/memory_reserve.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace chatlab {
namespace {

// In small blocks, since a freed megabyte is rarely in one piece.
constexpr std::size_t block_size = 16 * 1024;
constexpr std::size_t most_blocks = 64;

struct Block {
  Block* next;
};

Block* reserve = nullptr;
std::size_t blocks = 0;

void free_all() {
  while (reserve != nullptr) {
    Block* const first = reserve;
    reserve = first->next;
    std::free(first);
  }
  blocks = 0;
}

// operator new tries again after this returns.
void free_reserve() {
  if (reserve == nullptr) throw std::bad_alloc();
  free_all();
}

}  // namespace

MemoryReserve::MemoryReserve() {
  refill();
  std::set_new_handler(free_reserve);
}

MemoryReserve::~MemoryReserve() {
  std::set_new_handler(nullptr);
  free_all();
}

// malloc, since operator new would call the new-handler.
bool MemoryReserve::refill() {
  while (is_short()) {
    void* const memory = std::malloc(block_size);
    if (memory == nullptr) return false;
    reserve = new (memory) Block{reserve};
    ++blocks;
  }
  return true;
}

bool MemoryReserve::is_short() const {
  return blocks < most_blocks;
}

}  // namespace chatlab
