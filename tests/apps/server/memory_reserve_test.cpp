// The memory reserve: operator new calls the new-handler when it finds no memory. Here the test
// calls it, so no memory has to run out.
#include "apps/server/memory_reserve.hpp"

#include <gtest/gtest.h>

#include <new>

namespace chatlab::memory_reserve_test {
namespace {

TEST(MemoryReserve, IsGivenUpOnceAndThenThereIsNoMore) {
  MemoryReserve reserve;
  const std::new_handler run_out = std::get_new_handler();
  ASSERT_NE(run_out, nullptr);
  EXPECT_NO_THROW(run_out()) << "operator new tries again";
  EXPECT_THROW(run_out(), std::bad_alloc);
}

TEST(MemoryReserve, IsThereAgainEachTimeItWasRefilled) {
  MemoryReserve reserve;
  const std::new_handler run_out = std::get_new_handler();
  ASSERT_NE(run_out, nullptr);
  for (int time = 0; time < 3; ++time) {
    EXPECT_NO_THROW(run_out()) << time;
    EXPECT_TRUE(reserve.refill());
  }
}

TEST(MemoryReserve, IsShortUntilItIsRefilled) {
  MemoryReserve reserve;
  EXPECT_FALSE(reserve.is_short());
  const std::new_handler run_out = std::get_new_handler();
  ASSERT_NE(run_out, nullptr);
  run_out();
  EXPECT_TRUE(reserve.is_short());
  reserve.refill();
  EXPECT_FALSE(reserve.is_short());
}

TEST(MemoryReserve, LeavesNoHandlerBehind) {
  { MemoryReserve reserve; }
  EXPECT_EQ(std::get_new_handler(), nullptr);
}

}  // namespace
}  // namespace chatlab::memory_reserve_test
