#include "apps/server/datagram_queue.hpp"

#include <gtest/gtest.h>

namespace chatlab::datagram_queue_test {
namespace {

Datagram datagram(const std::string& bytes) {
  return {std::make_shared<const std::string>(bytes), Address(), Address()};
}

TEST(DatagramQueue, ReturnsDatagramsInTheOrderInWhichTheyCame) {
  DatagramQueue queue;
  EXPECT_TRUE(queue.is_empty());
  queue.append(datagram("one"));
  queue.append(datagram("two"));
  EXPECT_EQ(*queue.remove_first().bytes, "one");
  queue.append(datagram("three"));
  EXPECT_EQ(*queue.remove_first().bytes, "two");
  EXPECT_EQ(*queue.remove_first().bytes, "three");
  EXPECT_TRUE(queue.is_empty());
}

TEST(DatagramQueue, KeepsMemoryForAFewOnly) {
  DatagramQueue queue;
  const Datagram one = datagram("one");
  for (int i = 0; i < 100; ++i) queue.append(one);
  for (int i = 0; i < 100; ++i) queue.remove_first();
  EXPECT_GE(queue.capacity(), 100u);
  for (int i = 0; i < 100000; ++i) queue.append(one);
  while (!queue.is_empty()) queue.remove_first();
  EXPECT_EQ(queue.capacity(), 0u);
  EXPECT_EQ(one.bytes.use_count(), 1) << "the bytes are given back";
}

TEST(DatagramQueue, IsEmptyAfterClear) {
  DatagramQueue queue;
  queue.append(datagram("one"));
  queue.clear();
  EXPECT_TRUE(queue.is_empty());
}

}  // namespace
}  // namespace chatlab::datagram_queue_test
