// Waits that a signal interrupts, and descriptors for which an fd_set has no bit.
#include <gtest/gtest.h>
#include <sys/select.h>

#include <cstdint>
#include <stdexcept>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "tests/support/interrupt_posix.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::demultiplexer_posix_test {
namespace {

class DemultiplexerPosix : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<Demultiplexer> demultiplexer = make_demultiplexer(GetParam());
  std::vector<Ready> ready;
};

INSTANTIATE_TEST_SUITE_P(EachCall, DemultiplexerPosix, testing::Values("poll", "select"),
                         [](const auto& tested) { return std::string(tested.param); });

// If select(2) fails, it leaves the sets unchanged: they must not be read as its result.
TEST_P(DemultiplexerPosix, ASignalEndsAWaitWithNothingReady) {
  const StreamPair pair = make_stream_pair();
  demultiplexer->add(pair.ours.handle());
  demultiplexer->change(0, {true, false});
  const TimePoint begin = now();
  const Interruption interruption;
  demultiplexer->wait(patience, ready);
  EXPECT_TRUE(ready.empty());
  EXPECT_LT(now() - begin, patience);
}

// The timeout of poll(2) is an int: truncated to 32 bits, 2^32 + 1 ms would be 1 ms, and the wait a
// busy loop.
TEST_P(DemultiplexerPosix, ATimeoutOfManyWeeksIsNotTruncated) {
  const TimePoint begin = now();
  const Interruption interruption;
  demultiplexer->wait(milliseconds((std::int64_t{1} << 32) + 1), ready);
  EXPECT_GE(now() - begin, milliseconds(15)) << "the signal comes after 20 ms";
}

TEST(SelectDemultiplexerPosix, HoldsOnlyDescriptorsBelowFdSetsize) {
  const std::unique_ptr<Demultiplexer> demultiplexer = make_select_demultiplexer();
  EXPECT_TRUE(demultiplexer->can_hold(FD_SETSIZE - 1));
  EXPECT_FALSE(demultiplexer->can_hold(FD_SETSIZE));
  EXPECT_FALSE(demultiplexer->can_hold(no_handle));
  demultiplexer->add(FD_SETSIZE - 1);
  EXPECT_THROW(demultiplexer->add(FD_SETSIZE), std::runtime_error);
  EXPECT_EQ(demultiplexer->size(), 1u);
}

TEST(PollDemultiplexerPosix, HoldsAnyDescriptor) {
  EXPECT_TRUE(make_poll_demultiplexer()->can_hold(FD_SETSIZE));
}

}  // namespace
}  // namespace chatlab::demultiplexer_posix_test
