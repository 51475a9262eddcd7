# the reserve is set aside only once
# in apps/server/memory_reserve.cpp
# found by MemoryReserve.*
/^bool MemoryReserve::refill/,/^}/s/  while (is_short()) {/  static std::size_t times = 0;\n  while (times++ < most_blocks) {/
