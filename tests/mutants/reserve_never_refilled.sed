# the reserve is set aside only once
# in apps/server/memory_reserve.cpp
# found by MemoryReserve.*
/^bool MemoryReserve::refill/,/^}/s/  if (reserve == nullptr) reserve/  static int times = 0;\n  if (times++ == 0) reserve/
