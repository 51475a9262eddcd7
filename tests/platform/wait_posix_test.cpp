// Waits that a signal cuts short, and descriptors beyond what an fd_set has bits for.
#include <gtest/gtest.h>
#include <sys/select.h>

#include <cstdint>

#include "platform/clock.hpp"
#include "platform/wait.hpp"
#include "tests/support/interrupt_posix.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab {
namespace {

TEST(WaitPosix, ASignalEndsAPollWithNothingReady) {
  const StreamPair pair = make_stream_pair();
  PollSet set;
  set.append(pair.ours.handle());
  set.want(0, true, false);
  const TimePoint begin = now();
  const Interruption interruption;
  EXPECT_EQ(set.wait(patience), 0u);
  EXPECT_LT(now() - begin, patience);
}

// select(2) leaves the sets as they were where it fails: they must not be taken for an answer.
TEST(WaitPosix, ASignalEndsASelectWithNothingReady) {
  const StreamPair pair = make_stream_pair();
  HandleSet readable;
  HandleSet writable;
  readable.add(pair.ours.handle());
  const TimePoint begin = now();
  const Interruption interruption;
  EXPECT_EQ(select_handles(readable, writable, pair.ours.handle(), patience), 0u);
  EXPECT_LT(now() - begin, patience);
  EXPECT_FALSE(readable.contains(pair.ours.handle()));
}

// poll(2) takes an int: cut down to that, 2^32 + 1 ms would be 1 ms, and the wait a busy loop.
TEST(WaitPosix, ATimeoutOfManyWeeksIsNotCutShort) {
  PollSet set;
  const TimePoint begin = now();
  const Interruption interruption;
  EXPECT_EQ(set.wait(milliseconds((std::int64_t{1} << 32) + 1)), 0u);
  EXPECT_GE(now() - begin, milliseconds(15)) << "the signal comes after 20 ms";
}

TEST(WaitPosix, HandleSetsHoldDescriptorsBelowFdSetsizeOnly) {
  EXPECT_TRUE(HandleSet::can_hold(FD_SETSIZE - 1, 0));
  EXPECT_FALSE(HandleSet::can_hold(FD_SETSIZE, 0));
}

}  // namespace
}  // namespace chatlab
