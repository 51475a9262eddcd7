#include "apps/server/datagram_queue.hpp"

#include <gtest/gtest.h>

#include <string>

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
  EXPECT_FALSE(queue.is_empty());
  EXPECT_EQ(*queue.remove_first().bytes, "three");
  EXPECT_TRUE(queue.is_empty());
}

TEST(DatagramQueue, KeepsNoBytesOfADatagramThatIsRemoved) {
  DatagramQueue queue;
  const Datagram one = datagram("one");
  queue.append(one);
  queue.append(one);
  queue.remove_first();
  EXPECT_EQ(one.bytes.use_count(), 2) << "here, and in the queue";
  queue.remove_first();
  EXPECT_EQ(one.bytes.use_count(), 1);
}

}  // namespace
}  // namespace chatlab::datagram_queue_test
