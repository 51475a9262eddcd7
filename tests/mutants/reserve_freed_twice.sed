# a reserve that was freed is taken for one that is still there, and no request ever fails
# in apps/server/memory_reserve.cpp
# found by MemoryReserve.*
s/  if (reserve == nullptr) throw std::bad_alloc();//
