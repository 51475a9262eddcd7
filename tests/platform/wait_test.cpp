#include "platform/wait.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "platform/clock.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab {
namespace {

// A pair whose near end can be read, and one whose near end can't.
class Wait : public testing::Test {
 protected:
  Wait() {
    ready.theirs.send("!", 1);
    EXPECT_TRUE(await_readable(ready.ours.handle()));
  }

  StreamPair ready = make_stream_pair();
  StreamPair idle = make_stream_pair();
};

// ----------------------------------------------------------------------------------------- PollSet

TEST_F(Wait, PollFindsTheReadableEntry) {
  PollSet set;
  set.append(idle.ours.handle());
  set.append(ready.ours.handle());
  set.want(0, true, false);
  set.want(1, true, false);
  EXPECT_EQ(set.wait(patience), 1u);
  EXPECT_FALSE(set.is_readable(0));
  EXPECT_TRUE(set.is_readable(1));
  EXPECT_FALSE(set.is_writable(1)) << "writing was not asked for";
}

TEST_F(Wait, PollCountsAnEntryOnceThoughItIsReadableAndWritable) {
  PollSet set;
  set.append(ready.ours.handle());
  set.want(0, true, true);
  EXPECT_EQ(set.wait(patience), 1u);
  EXPECT_TRUE(set.is_readable(0));
  EXPECT_TRUE(set.is_writable(0));
}

TEST_F(Wait, PollPassesOverAnEntryThatWantsNothing) {
  PollSet set;
  set.append(ready.ours.handle());
  EXPECT_EQ(set.wait(milliseconds(0)), 0u) << "new entries want nothing";
  set.want(0, true, false);
  EXPECT_EQ(set.wait(milliseconds(0)), 1u);
  set.want(0, false, false);
  EXPECT_EQ(set.wait(milliseconds(0)), 0u);
  EXPECT_FALSE(set.is_readable(0));
  set.want(0, false, false);  // twice must not bring it back
  EXPECT_EQ(set.wait(milliseconds(0)), 0u);
  set.want(0, true, false);
  EXPECT_EQ(set.wait(milliseconds(0)), 1u);
}

TEST_F(Wait, PollPassesOverAHangUpThatNobodyAskedFor) {
  reset_by_peer(idle.ours, idle.theirs);
  PollSet set;
  set.append(idle.ours.handle());
  EXPECT_EQ(set.wait(milliseconds(0)), 0u);
  set.want(0, true, false);
  set.want(0, false, false);
  EXPECT_EQ(set.wait(milliseconds(0)), 0u);
}

TEST_F(Wait, PollTellsAResetAsReadableWhereReadingIsWanted) {
  reset_by_peer(idle.ours, idle.theirs);
  PollSet set;
  set.append(idle.ours.handle());
  set.want(0, true, false);
  EXPECT_EQ(set.wait(patience), 1u);
  EXPECT_TRUE(set.is_readable(0));
}

TEST_F(Wait, PollTellsAResetAsWritableWhereOnlyWritingIsWanted) {
  reset_by_peer(idle.ours, idle.theirs);
  PollSet set;
  set.append(idle.ours.handle());
  set.want(0, false, true);
  EXPECT_EQ(set.wait(patience), 1u);
  EXPECT_TRUE(set.is_writable(0));
}

TEST_F(Wait, PollMovesTheLastEntryIntoThePlaceOfARemovedOne) {
  PollSet set;
  set.append(idle.ours.handle());
  set.append(idle.theirs.handle());
  set.append(ready.ours.handle());
  for (std::size_t i = 0; i < 3; ++i) set.want(i, true, false);
  set.remove(0);
  EXPECT_EQ(set.wait(patience), 1u);
  EXPECT_TRUE(set.is_readable(0)) << "the last entry, with what it wants";
  EXPECT_FALSE(set.is_readable(1));
  set.remove(1);
  set.remove(0);
  EXPECT_EQ(set.wait(milliseconds(0)), 0u);
}

TEST_F(Wait, PollWithoutEntriesWaitsForItsTimeout) {
  PollSet set;
  const TimePoint begin = now();
  EXPECT_EQ(set.wait(milliseconds(20)), 0u);
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

// ----------------------------------------------------------------------------------------- select

struct Selected {
  std::size_t count;
  bool readable;
  bool writable;
};

// Waits for one handle.
Selected selected(Handle handle, bool read, bool write, milliseconds timeout) {
  HandleSet readable;
  HandleSet writable;
  if (read) readable.add(handle);
  if (write) writable.add(handle);
  const std::size_t count = select_handles(readable, writable, handle, timeout);
  return {count, readable.contains(handle), writable.contains(handle)};
}

TEST_F(Wait, SelectLeavesInTheSetsWhatIsReady) {
  HandleSet readable;
  HandleSet writable;
  readable.add(idle.ours.handle());
  readable.add(ready.ours.handle());
  const Handle highest = std::max(idle.ours.handle(), ready.ours.handle());
  EXPECT_EQ(select_handles(readable, writable, highest, patience), 1u);
  EXPECT_FALSE(readable.contains(idle.ours.handle()));
  EXPECT_TRUE(readable.contains(ready.ours.handle()));
}

TEST_F(Wait, SelectCountsAHandleTwiceWhereItIsReadableAndWritable) {
  const Selected found = selected(ready.ours.handle(), true, true, patience);
  EXPECT_EQ(found.count, 2u);
  EXPECT_TRUE(found.readable);
  EXPECT_TRUE(found.writable);
}

TEST_F(Wait, SelectFindsNothingAtTheTimeout) {
  const Selected found = selected(idle.ours.handle(), true, false, milliseconds(0));
  EXPECT_EQ(found.count, 0u);
  EXPECT_FALSE(found.readable);
}

TEST_F(Wait, SelectTellsAResetAsWhatIsWanted) {
  reset_by_peer(idle.ours, idle.theirs);
  EXPECT_TRUE(selected(idle.ours.handle(), true, false, patience).readable);
  EXPECT_TRUE(selected(idle.ours.handle(), false, true, patience).writable);
}

TEST_F(Wait, SelectWithoutHandlesWaitsForItsTimeout) {
  HandleSet none;
  HandleSet none_either;
  const TimePoint begin = now();
  EXPECT_EQ(select_handles(none, none_either, no_handle, milliseconds(20)), 0u);
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_F(Wait, HandleSetsAreCopiedAndNotShared) {
  HandleSet first;
  first.add(idle.ours.handle());
  HandleSet second(first);
  HandleSet third;
  third = first;
  first.remove(idle.ours.handle());
  EXPECT_FALSE(first.contains(idle.ours.handle()));
  EXPECT_TRUE(second.contains(idle.ours.handle()));
  EXPECT_TRUE(third.contains(idle.ours.handle()));
}

TEST_F(Wait, HandleSetsHoldNoHandleAtAllFirst) {
  const HandleSet set;
  EXPECT_FALSE(set.contains(idle.ours.handle()));
}

TEST_F(Wait, HandleSetsCanHoldAnOrdinaryHandleButNotNone) {
  EXPECT_TRUE(HandleSet::can_hold(idle.ours.handle(), 0));
  EXPECT_FALSE(HandleSet::can_hold(no_handle, 0));
}

}  // namespace
}  // namespace chatlab
