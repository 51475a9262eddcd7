# the reserve is freed a second time when memory runs out again
# in apps/server/memory_reserve.cpp
# found by MemoryReserve.*
/^void free_reserve/,/^}/s/  reserve = nullptr;//
