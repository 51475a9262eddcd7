// The new-handler is a plain function, so the reserve is a variable of this file.
#include "apps/server/memory_reserve.hpp"

#include <cstddef>
#include <new>

namespace chatlab {
namespace {

constexpr std::size_t reserve_size = 1024 * 1024;

char* reserve = nullptr;

// operator new tries again after this returns.
void free_reserve() {
  if (reserve == nullptr) throw std::bad_alloc();
  delete[] reserve;
  reserve = nullptr;
}

}  // namespace

MemoryReserve::MemoryReserve() {
  refill();
  std::set_new_handler(free_reserve);
}

MemoryReserve::~MemoryReserve() {
  std::set_new_handler(nullptr);
  delete[] reserve;
  reserve = nullptr;
}

bool MemoryReserve::refill() {
  if (reserve == nullptr) reserve = new (std::nothrow) char[reserve_size];
  return reserve != nullptr;
}

}  // namespace chatlab
