// The contract of every demultiplexer, whichever system call it uses.
#include "platform/demultiplexer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/clock.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::demultiplexer_test {
namespace {

// Six connections; the near end of pair i is in slot i of a demultiplexer.
class Waiting {
 public:
  explicit Waiting(const char* call) : demultiplexer(make_demultiplexer(call)) {
    for (int i = 0; i < 6; ++i) pairs.push_back(make_stream_pair());
    for (const StreamPair& pair : pairs) demultiplexer->add(pair.ours.handle());
  }

  void make_readable(std::size_t index) {
    pairs[index].theirs.send("!", 1);
    ASSERT_TRUE(await_readable(pairs[index].ours.handle()));
  }

  void read_all() {
    for (std::size_t i = 0; i < demultiplexer->size(); ++i) demultiplexer->change(i, {true, false});
  }

  // Returns what a wait reports: the number of each pair with `r` and `w`, in the order reported.
  std::string found(milliseconds timeout = milliseconds(0)) {
    std::vector<Ready> ready;
    demultiplexer->wait(timeout, ready);
    std::string text;
    for (const Ready& entry : ready) {
      text += number(entry.handle) + (entry.readable ? "r" : "") + (entry.writable ? "w" : "");
      text += ' ';
    }
    return text;
  }

  std::vector<std::size_t> found_slots() {
    std::vector<Ready> ready;
    demultiplexer->wait(patience, ready);
    std::vector<std::size_t> slots;
    for (const Ready& entry : ready) slots.push_back(entry.slot);
    return slots;
  }

  std::unique_ptr<Demultiplexer> demultiplexer;
  std::vector<StreamPair> pairs;

 private:
  std::string number(Handle handle) const {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (pairs[i].ours.handle() == handle) return std::to_string(i);
    }
    return "?";
  }
};

class DemultiplexerTest : public testing::TestWithParam<const char*>, protected Waiting {
 protected:
  DemultiplexerTest() : Waiting(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(EachCall, DemultiplexerTest, testing::Values("poll", "select"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(DemultiplexerTest, HasTheNameOfItsSystemCall) {
  EXPECT_STREQ(demultiplexer->name(), GetParam());
}

TEST(MakeDemultiplexer, ReturnsNullForAnUnknownName) {
  EXPECT_EQ(make_demultiplexer("epoll"), nullptr);
  EXPECT_EQ(make_demultiplexer(""), nullptr);
}

// ------------------------------------------------------------------------------------- the timeout

TEST_P(DemultiplexerTest, ReportsNothingWhenTheTimeoutHasPassed) {
  read_all();
  const TimePoint begin = now();
  EXPECT_EQ(found(milliseconds(20)), "");
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_P(DemultiplexerTest, WaitsForItsTimeoutWithoutAnyHandle) {
  const TimePoint begin = now();
  std::vector<Ready> ready;
  make_demultiplexer(GetParam())->wait(milliseconds(20), ready);
  EXPECT_TRUE(ready.empty());
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_P(DemultiplexerTest, WaitsForItsTimeoutIfNoHandleIsOfInterest) {
  make_readable(0);
  const TimePoint begin = now();
  EXPECT_EQ(found(milliseconds(20)), "");
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_P(DemultiplexerTest, WaitsForeverUntilAHandleIsReady) {
  read_all();
  make_readable(4);
  EXPECT_EQ(found(forever), "4r ");
}

// ---------------------------------------------------------------------------------- what is ready

TEST_P(DemultiplexerTest, ReportsReadyHandlesInTheOrderOfTheirSlots) {
  read_all();
  for (const std::size_t index : {5u, 0u, 3u}) make_readable(index);
  EXPECT_EQ(found(patience), "0r 3r 5r ");
  EXPECT_EQ(found_slots(), (std::vector<std::size_t>{0, 3, 5}));
}

TEST_P(DemultiplexerTest, ReportsAHandleOnceIfItIsReadableAndWritable) {
  make_readable(1);
  demultiplexer->change(0, {true, true});
  demultiplexer->change(1, {true, true});
  demultiplexer->change(2, {true, false});
  demultiplexer->change(3, {false, true});
  EXPECT_EQ(found(patience), "0w 1rw 3w ");
}

TEST_P(DemultiplexerTest, ReportsOnlyWhatIsOfInterest) {
  make_readable(0);
  demultiplexer->change(0, {false, true});
  EXPECT_EQ(found(patience), "0w ");
  demultiplexer->change(0, {false, false});
  EXPECT_EQ(found(), "");
  demultiplexer->change(0, {false, false});  // a second time must not undo it
  EXPECT_EQ(found(), "");
  demultiplexer->change(0, {true, false});
  EXPECT_EQ(found(patience), "0r ");
}

TEST_P(DemultiplexerTest, AddsToWhatTheListHolds) {
  read_all();
  make_readable(2);
  std::vector<Ready> ready = {{no_handle, false, false, 99}};
  demultiplexer->wait(patience, ready);
  ASSERT_EQ(ready.size(), 2u);
  EXPECT_EQ(ready[0].slot, 99u);
  EXPECT_EQ(ready[1].slot, 2u);
}

// ----------------------------------------------------------------------------- errors and hang-ups

TEST_P(DemultiplexerTest, ReportsAResetAsReadableIfReadingIsOfInterest) {
  reset_by_peer(pairs[0].ours, pairs[0].theirs);
  demultiplexer->change(0, {true, false});
  EXPECT_EQ(found(patience), "0r ");
}

TEST_P(DemultiplexerTest, ReportsAResetAsWritableIfOnlyWritingIsOfInterest) {
  reset_by_peer(pairs[0].ours, pairs[0].theirs);
  demultiplexer->change(0, {false, true});
  EXPECT_EQ(found(patience), "0w ");
}

// poll(2) reports a hang-up whether asked or not: a handler on hold would be a busy loop.
TEST_P(DemultiplexerTest, IgnoresAHangUpOfAHandleWithoutInterest) {
  reset_by_peer(pairs[0].ours, pairs[0].theirs);
  EXPECT_EQ(found(), "");
  demultiplexer->change(0, {true, false});
  demultiplexer->change(0, {false, false});
  EXPECT_EQ(found(), "");
}

TEST_P(DemultiplexerTest, ReportsAFailedConnectAsWritable) {
  const RefusingAddress nobody;
  IoResult result;
  const TcpSocket socket = TcpSocket::connect(nobody.address(), result);
  if (result.status != IoStatus::would_block) GTEST_SKIP() << "this system knows at once";
  demultiplexer->add(socket.handle());
  demultiplexer->change(6, {false, true});
  EXPECT_EQ(found(patience), "?w ");
  EXPECT_EQ(socket.connect_error(), std::errc::connection_refused);
}

TEST(Demultiplexers, ReportTheSameForEveryStateAndInterest) {
  Waiting by_poll("poll");
  Waiting by_select("select");
  for (Waiting* waiting : {&by_poll, &by_select}) {
    std::vector<StreamPair>& pairs = waiting->pairs;
    waiting->make_readable(0);
    waiting->make_readable(2);
    pairs[3].theirs.close();
    pairs[4].theirs.shutdown_send();
    reset_by_peer(pairs[5].ours, pairs[5].theirs);
    ASSERT_TRUE(await_readable(pairs[3].ours.handle()));
    ASSERT_TRUE(await_readable(pairs[4].ours.handle()));
  }
  for (const Interest interest : {Interest{false, false}, Interest{false, true},
                                  Interest{true, false}, Interest{true, true}}) {
    for (Waiting* waiting : {&by_poll, &by_select}) {
      for (std::size_t i = 0; i < 6; ++i) waiting->demultiplexer->change(i, interest);
    }
    EXPECT_EQ(by_poll.found(), by_select.found())
        << "read " << interest.read << ", write " << interest.write;
  }
}

// ----------------------------------------------------------------------------------------- removal

TEST_P(DemultiplexerTest, MovesTheLastHandleAndItsInterestIntoTheSlotOfARemovedOne) {
  read_all();
  demultiplexer->change(5, {true, true});
  for (const std::size_t index : {0u, 1u, 2u, 4u, 5u}) make_readable(index);
  demultiplexer->remove(1);
  EXPECT_EQ(demultiplexer->size(), 5u);
  EXPECT_EQ(found(patience), "0r 5rw 2r 4r ");
  demultiplexer->change(1, {false, false});
  EXPECT_EQ(found(patience), "0r 2r 4r ");
}

TEST_P(DemultiplexerTest, FindsTheOtherHandlesWhicheverOneIsRemoved) {
  for (std::size_t index = 0; index < pairs.size(); ++index) make_readable(index);
  for (std::size_t removed = 0; removed < pairs.size(); ++removed) {
    Waiting::demultiplexer = make_demultiplexer(GetParam());
    for (const StreamPair& pair : pairs) demultiplexer->add(pair.ours.handle());
    read_all();
    demultiplexer->remove(removed);
    const std::string reported = found(patience);
    for (std::size_t index = 0; index < pairs.size(); ++index) {
      const bool is_reported = reported.find(std::to_string(index) + "r ") != std::string::npos;
      EXPECT_EQ(is_reported, index != removed) << index << " after the removal of " << removed;
    }
  }
}

// A new socket may get the number of a closed one.
TEST_P(DemultiplexerTest, ForgetsTheInterestOfARemovedHandle) {
  make_readable(2);
  demultiplexer->change(2, {true, true});
  demultiplexer->remove(2);
  demultiplexer->add(pairs[2].ours.handle());
  EXPECT_EQ(found(), "");
  demultiplexer->change(5, {true, false});
  EXPECT_EQ(found(patience), "2r ");
}

TEST_P(DemultiplexerTest, CanBeEmptiedAndFilledAgain) {
  read_all();
  make_readable(3);
  while (demultiplexer->size() > 0) demultiplexer->remove(0);
  EXPECT_EQ(found(), "");
  demultiplexer->add(pairs[3].ours.handle());
  read_all();
  EXPECT_EQ(found(patience), "3r ");
}

}  // namespace
}  // namespace chatlab::demultiplexer_test
