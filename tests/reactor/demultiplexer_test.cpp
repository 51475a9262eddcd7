#include "reactor/demultiplexer.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/reactor_testing.hpp"

namespace chatlab {
namespace {

// A handler for a handle that somebody else owns.
class Watcher : public EventHandler {
 public:
  explicit Watcher(Handle handle) : handle_(handle) {}
  Handle handle() const override { return handle_; }
  void on_readable() override {}

 private:
  Handle handle_;
};

// A demultiplexer and one watcher for each handle, in that order.
class Watch {
 public:
  Watch(const char* name, const std::vector<StreamPair>& pairs)
      : demultiplexer_(make_demultiplexer(name)) {
    for (const StreamPair& pair : pairs) add(pair.ours.handle());
  }
  ~Watch() {
    for (const auto& watcher : watchers_) {
      if (watcher->is_registered()) demultiplexer_->remove(*watcher);
    }
  }

  void add(Handle handle) {
    watchers_.push_back(std::make_unique<Watcher>(handle));
    demultiplexer_->add(*watchers_.back());
  }
  void want(std::size_t index, bool read, bool write) {
    demultiplexer_->set_interest(*watchers_[index], read, write);
  }
  void want_all_read() {
    for (std::size_t i = 0; i < watchers_.size(); ++i) want(i, true, false);
  }
  void remove(std::size_t index) { demultiplexer_->remove(*watchers_[index]); }
  std::size_t size() const { return demultiplexer_->size(); }

  // What a wait finds: each watcher's number with `r` and `w`, in the order reported.
  std::string found(milliseconds timeout = milliseconds(0)) {
    std::vector<Ready> ready;
    demultiplexer_->wait(timeout, ready);
    std::string text;
    for (const Ready& entry : ready) {
      text += number(entry.handler) + (entry.readable ? "r" : "") + (entry.writable ? "w" : "");
      text += ' ';
    }
    return text;
  }

 private:
  std::string number(const EventHandler* handler) const {
    for (std::size_t i = 0; i < watchers_.size(); ++i) {
      if (watchers_[i].get() == handler) return std::to_string(i);
    }
    return "?";
  }

  std::unique_ptr<Demultiplexer> demultiplexer_;
  std::vector<std::unique_ptr<Watcher>> watchers_;
};

class Demultiplexers : public testing::Test {
 protected:
  Demultiplexers() {
    for (int i = 0; i < 6; ++i) pairs.push_back(make_stream_pair());
  }

  void make_readable(std::size_t index) {
    pairs[index].theirs.send("!", 1);
    ASSERT_TRUE(await_readable(pairs[index].ours.handle()));
  }

  std::vector<StreamPair> pairs;
};

class DemultiplexerContract : public Demultiplexers,
                              public testing::WithParamInterface<const char*> {};

INSTANTIATE_TEST_SUITE_P(BothDemultiplexers, DemultiplexerContract,
                         testing::Values("poll", "select"), demultiplexer_name);

TEST_P(DemultiplexerContract, IsMadeByItsName) {
  EXPECT_STREQ(make_demultiplexer(GetParam())->name(), GetParam());
}

TEST_F(Demultiplexers, AreNotMadeByAnyOtherName) {
  EXPECT_EQ(make_demultiplexer("epoll"), nullptr);
  EXPECT_EQ(make_demultiplexer(""), nullptr);
}

TEST_P(DemultiplexerContract, FindsNothingAtTheTimeout) {
  Watch watch(GetParam(), pairs);
  watch.want_all_read();
  const TimePoint begin = now();
  EXPECT_EQ(watch.found(milliseconds(20)), "");
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_P(DemultiplexerContract, WaitsWithoutHandlersToo) {
  Watch watch(GetParam(), {});
  const TimePoint begin = now();
  EXPECT_EQ(watch.found(milliseconds(20)), "");
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_P(DemultiplexerContract, WaitsThoughNoHandlerWantsAnything) {
  Watch watch(GetParam(), pairs);
  make_readable(0);
  const TimePoint begin = now();
  EXPECT_EQ(watch.found(milliseconds(20)), "");
  EXPECT_GE(now() - begin, milliseconds(10)) << "some systems' clocks tick coarsely";
}

TEST_P(DemultiplexerContract, ReportsReadyHandlersInTheOrderOfTheirSlots) {
  Watch watch(GetParam(), pairs);
  watch.want_all_read();
  for (const std::size_t index : {5u, 0u, 3u}) make_readable(index);
  EXPECT_EQ(watch.found(patience), "0r 3r 5r ");
}

TEST_P(DemultiplexerContract, ReportsAHandlerOnceThoughItIsReadableAndWritable) {
  Watch watch(GetParam(), pairs);
  make_readable(1);
  watch.want(0, true, true);
  watch.want(1, true, true);
  watch.want(2, true, false);
  watch.want(3, false, true);
  EXPECT_EQ(watch.found(patience), "0w 1rw 3w ");
}

TEST_P(DemultiplexerContract, ReportsOnlyWhatIsWanted) {
  Watch watch(GetParam(), pairs);
  make_readable(0);
  watch.want(0, false, true);
  EXPECT_EQ(watch.found(patience), "0w ");
  watch.want(0, false, false);
  EXPECT_EQ(watch.found(), "");
  watch.want(0, true, false);
  EXPECT_EQ(watch.found(patience), "0r ");
}

TEST_P(DemultiplexerContract, MovesTheLastHandlerAndItsInterestIntoARemovedOnesSlot) {
  Watch watch(GetParam(), pairs);
  watch.want_all_read();
  watch.want(5, true, true);
  for (const std::size_t index : {0u, 1u, 2u, 4u, 5u}) make_readable(index);
  watch.remove(1);
  EXPECT_EQ(watch.size(), 5u);
  EXPECT_EQ(watch.found(patience), "0r 5rw 2r 4r ");
  watch.want(5, false, false);
  EXPECT_EQ(watch.found(patience), "0r 2r 4r ");
}

TEST_P(DemultiplexerContract, FindsTheOthersAfterAnyHandlerIsRemoved) {
  for (std::size_t removed = 0; removed < pairs.size(); ++removed) make_readable(removed);
  for (std::size_t removed = 0; removed < pairs.size(); ++removed) {
    Watch watch(GetParam(), pairs);
    watch.want_all_read();
    watch.remove(removed);
    const std::string found = watch.found(patience);
    for (std::size_t index = 0; index < pairs.size(); ++index) {
      const bool reported = found.find(std::to_string(index) + "r ") != std::string::npos;
      EXPECT_EQ(reported, index != removed) << index << " where " << removed << " was removed";
    }
  }
}

// A new handler may get the handle that a removed one had.
TEST_P(DemultiplexerContract, ForgetsWhatARemovedHandlerWanted) {
  Watch watch(GetParam(), pairs);
  make_readable(2);
  watch.want(2, true, true);
  watch.remove(2);
  watch.add(pairs[2].ours.handle());
  EXPECT_EQ(watch.found(), "");
  watch.want(6, true, false);
  EXPECT_EQ(watch.found(patience), "6r ");
}

// The same to the last byte: whatever is wanted, found and removed.
TEST_F(Demultiplexers, PollAndSelectReportTheSame) {
  make_readable(0);
  make_readable(2);
  pairs[3].theirs.close();
  pairs[4].theirs.shutdown_send();
  reset_by_peer(pairs[5].ours, pairs[5].theirs);
  ASSERT_TRUE(await_readable(pairs[3].ours.handle()));
  ASSERT_TRUE(await_readable(pairs[4].ours.handle()));
  Watch poll("poll", pairs);
  Watch select("select", pairs);
  for (const bool read : {false, true}) {
    for (const bool write : {false, true}) {
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        poll.want(i, read, write);
        select.want(i, read, write);
      }
      EXPECT_EQ(poll.found(), select.found()) << "read " << read << ", write " << write;
    }
  }
  for (const std::size_t removed : {1u, 5u, 0u}) {
    poll.remove(removed);
    select.remove(removed);
    EXPECT_EQ(poll.found(), select.found()) << "after " << removed << " was removed";
  }
}

}  // namespace
}  // namespace chatlab
