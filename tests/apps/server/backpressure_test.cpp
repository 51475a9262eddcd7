#include "apps/server/backpressure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

namespace chatlab::backpressure_test {
namespace {

constexpr std::size_t limit = 1024 * 1024;
constexpr std::size_t high_mark = limit / 4;
constexpr std::size_t low_mark = limit / 16;
constexpr std::size_t share = 16 * 1024;

class FakeParticipant : public Participant {
 public:
  std::size_t backlog() const override { return unsent; }
  TimePoint last_progress() const override { return takes_some ? now() : TimePoint(); }
  void try_to_send() override {
    ++attempts;
    if (when_trying) when_trying();
  }
  void on_too_slow(std::string_view reason) override {
    reasons.emplace_back(reason);
    given_up_at = now();
    if (when_given_up) when_given_up();
  }
  void on_hold(bool held) override { calls.push_back(held ? "held" : "released"); }

  std::size_t unsent = 0;
  bool takes_some = false;
  int attempts = 0;
  std::vector<std::string> reasons;
  std::vector<std::string> calls;
  TimePoint given_up_at = {};
  std::function<void()> when_trying;
  std::function<void()> when_given_up;
};

class FakeSpeaker : public Speaker {
 public:
  void on_hold(bool held) override {
    calls.push_back(held ? "held" : "released");
    if (!held && when_released) when_released();
  }

  std::vector<std::string> calls;
  std::function<void()> when_released;
};

using Calls = std::vector<std::string>;

class UnderBackpressure : public testing::Test {
 protected:
  void set_backlog(FakeParticipant& participant, std::size_t bytes) {
    participant.unsent = bytes;
    backpressure.on_backlog(participant);
  }
  void congest() { set_backlog(slow, high_mark + 1); }
  void relax() { set_backlog(slow, 0); }

  void run_timers_until(const std::function<bool()>& condition) {
    const TimePoint deadline = now() + milliseconds(5000);
    while (!condition() && now() < deadline) {
      std::this_thread::sleep_for(
          std::clamp(timers.time_until_next(), milliseconds(1), milliseconds(50)));
      timers.fire_due();
    }
    EXPECT_TRUE(condition()) << "within five seconds";
  }

  TimerQueue timers;
  Backpressure backpressure{timers, limit};
  FakeParticipant slow, other;
  FakeSpeaker flooder, talker;
};

// -------------------------------------------------------------------------------------- congestion

TEST_F(UnderBackpressure, TheRoomIsNotCongestedUpToTheHighMark) {
  EXPECT_FALSE(backpressure.is_congested());
  set_backlog(slow, high_mark);
  EXPECT_FALSE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, TheRoomIsCongestedWhileAMemberIsAboveItsHighMark) {
  set_backlog(slow, high_mark + 1);
  EXPECT_TRUE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, TheCongestionGoesOnBetweenTheMarks) {
  congest();
  set_backlog(slow, high_mark);
  EXPECT_TRUE(backpressure.is_congested());
  set_backlog(slow, low_mark + 1);
  EXPECT_TRUE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, TheCongestionEndsAtTheLowMark) {
  congest();
  set_backlog(slow, low_mark);
  EXPECT_FALSE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, TheCongestionEndsOnlyWhenAllAreAtTheLowMark) {
  set_backlog(slow, high_mark + 1);
  set_backlog(other, high_mark + 1);
  set_backlog(slow, 0);
  EXPECT_TRUE(backpressure.is_congested());
  set_backlog(other, low_mark + 1);
  EXPECT_TRUE(backpressure.is_congested());
  set_backlog(other, 0);
  EXPECT_FALSE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, TheCongestionAlsoWaitsForMembersBetweenTheMarks) {
  set_backlog(other, low_mark + 1);
  congest();
  relax();
  EXPECT_TRUE(backpressure.is_congested());
  set_backlog(other, low_mark);
  EXPECT_FALSE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, TheCongestionEndsWhenTheSlowMemberIsGone) {
  congest();
  backpressure.forget(slow);
  EXPECT_FALSE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, AMemberThatIsGoneWithoutABacklogEndsNoCongestion) {
  congest();
  backpressure.forget(other);
  EXPECT_TRUE(backpressure.is_congested());
}

TEST_F(UnderBackpressure, CongestionsAreCountedOnceEach) {
  congest();
  set_backlog(slow, high_mark);
  set_backlog(slow, high_mark + 1);
  set_backlog(other, high_mark + 1);
  EXPECT_EQ(backpressure.congestions(), 1u);
  set_backlog(other, 0);
  relax();
  congest();
  EXPECT_EQ(backpressure.congestions(), 2u);
}

TEST_F(UnderBackpressure, TheDeepestBacklogIsRemembered) {
  set_backlog(slow, 500000);
  set_backlog(other, 700000);
  relax();
  set_backlog(slow, 600000);
  EXPECT_EQ(backpressure.deepest(), 700000u);
}

TEST_F(UnderBackpressure, NoTimerRunsUnlessAMemberIsBehind) {
  EXPECT_TRUE(timers.empty());
  set_backlog(slow, low_mark);
  EXPECT_TRUE(timers.empty());
  set_backlog(slow, low_mark + 1);
  EXPECT_FALSE(timers.empty());
  relax();
  begin_wait(timers.time_until_next());
  std::this_thread::sleep_for(timers.time_until_next());
  end_wait();
  timers.fire_due();
  EXPECT_TRUE(timers.empty());
}

TEST_F(UnderBackpressure, TheSystemIsAskedToAcceptOutputAboveTheHighMark) {
  slow.unsent = high_mark;
  backpressure.on_output(slow, slow.backlog());
  EXPECT_EQ(slow.attempts, 0) << "the turn's end is soon enough";
  slow.unsent = high_mark + 1;
  backpressure.on_output(slow, slow.backlog());
  EXPECT_EQ(slow.attempts, 1);
  EXPECT_TRUE(backpressure.is_congested());
  slow.when_trying = [this] { slow.unsent = 0; };
  backpressure.on_output(slow, slow.backlog());
  EXPECT_FALSE(backpressure.is_congested()) << "it has accepted everything";
}

TEST_F(UnderBackpressure, AnyOfSeveralThatAreBehindMayCatchUp) {
  FakeParticipant third;
  for (FakeParticipant* participant : {&slow, &other, &third}) {
    set_backlog(*participant, high_mark + 1);
  }
  for (FakeParticipant* participant : {&slow, &third}) set_backlog(*participant, 0);
  EXPECT_TRUE(backpressure.is_congested());
  set_backlog(other, 0);
  EXPECT_FALSE(backpressure.is_congested());
}

// ------------------------------------------------------------------------------------ held senders

TEST_F(UnderBackpressure, ASenderWithoutCongestionIsNotHeld) {
  backpressure.charge(flooder, 100 * share);
  EXPECT_EQ(flooder.calls, Calls{});
  EXPECT_TRUE(backpressure.allows(flooder, 100 * share));
}

TEST_F(UnderBackpressure, ASenderIsHeldOnceItHasSentMoreThan16KiB) {
  congest();
  backpressure.charge(flooder, share);
  EXPECT_EQ(flooder.calls, Calls{});
  backpressure.charge(flooder, 1);
  EXPECT_EQ(flooder.calls, Calls{"held"});
}

TEST_F(UnderBackpressure, ASenderIsHeldForTheSumOfWhatItSent) {
  congest();
  for (int i = 0; i < 16; ++i) backpressure.charge(flooder, 1024);
  EXPECT_EQ(flooder.calls, Calls{});
  backpressure.charge(flooder, 1024);
  EXPECT_EQ(flooder.calls, Calls{"held"});
}

TEST_F(UnderBackpressure, ASenderIsHeldOnce) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(flooder, share + 1);
  EXPECT_EQ(flooder.calls, Calls{"held"});
}

TEST_F(UnderBackpressure, ASenderIsNotHeldForAnothersMessages) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(talker, share);
  EXPECT_EQ(talker.calls, Calls{});
}

TEST_F(UnderBackpressure, HeldSendersAreReleasedWhenTheCongestionEnds) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(talker, share + 1);
  set_backlog(slow, low_mark + 1);
  EXPECT_EQ(flooder.calls, Calls{"held"});
  set_backlog(slow, low_mark);
  EXPECT_EQ(flooder.calls, (Calls{"held", "released"}));
  EXPECT_EQ(talker.calls, (Calls{"held", "released"}));
}

TEST_F(UnderBackpressure, HeldSendersAreReleasedWhenTheSlowMemberIsGone) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.forget(slow);
  EXPECT_EQ(flooder.calls, (Calls{"held", "released"}));
}

TEST_F(UnderBackpressure, OnlyHeldSendersAreReleased) {
  congest();
  backpressure.charge(talker, share);
  relax();
  EXPECT_EQ(talker.calls, Calls{});
}

TEST_F(UnderBackpressure, ASenderIsHeldAgainInTheNextCongestion) {
  for (int congestion = 0; congestion < 2; ++congestion) {
    congest();
    backpressure.charge(flooder, share + 1);
    relax();
  }
  EXPECT_EQ(flooder.calls, (Calls{"held", "released", "held", "released"}));
}

TEST_F(UnderBackpressure, WhatWasSentInAnEarlierCongestionDoesNotCount) {
  congest();
  backpressure.charge(flooder, share);
  relax();
  backpressure.charge(flooder, share);
  congest();
  backpressure.charge(flooder, share);
  EXPECT_EQ(flooder.calls, Calls{});
  backpressure.charge(flooder, 1);
  EXPECT_EQ(flooder.calls, Calls{"held"});
}

TEST_F(UnderBackpressure, WhatWasSentBeforeTheCongestionDoesNotCount) {
  backpressure.charge(flooder, share);
  congest();
  backpressure.charge(flooder, share);
  EXPECT_EQ(flooder.calls, Calls{});
}

TEST_F(UnderBackpressure, ASenderThatIsGoneIsNotReleased) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(talker, share + 1);
  backpressure.forget(flooder);
  relax();
  EXPECT_EQ(flooder.calls, Calls{"held"});
  EXPECT_EQ(talker.calls, (Calls{"held", "released"}));
}

TEST_F(UnderBackpressure, ASenderThatGoesWhileOthersAreReleasedIsNotReleased) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(talker, share + 1);
  flooder.when_released = [this] { backpressure.forget(talker); };
  talker.when_released = [this] { backpressure.forget(flooder); };
  relax();
  EXPECT_EQ(flooder.calls.size() + talker.calls.size(), 3u) << "one of them is gone";
}

TEST_F(UnderBackpressure, ASenderThatIsDestroyedWhileOthersAreReleasedIsNotLookedAt) {
  auto leaving = std::make_unique<FakeSpeaker>();
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(*leaving, share + 1);
  backpressure.charge(talker, share + 1);
  flooder.when_released = [&] {
    backpressure.forget(*leaving);
    leaving.reset();
  };
  relax();
  EXPECT_EQ(flooder.calls, (Calls{"held", "released"}));
  EXPECT_EQ(talker.calls, (Calls{"held", "released"}));
}

TEST_F(UnderBackpressure, ASenderThatFloodsAgainWhenReleasedIsHeldUntilTheNewCongestionEnds) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(talker, share + 1);
  flooder.when_released = [this] {
    congest();
    backpressure.charge(flooder, share + 1);
  };
  relax();
  EXPECT_EQ(flooder.calls, (Calls{"held", "released", "held"}));
  EXPECT_EQ(talker.calls, (Calls{"held", "released"})) << "held in the first congestion only";
  flooder.when_released = nullptr;
  relax();
  EXPECT_EQ(flooder.calls, (Calls{"held", "released", "held", "released"}));
}

TEST_F(UnderBackpressure, ACongestionThatBeginsAndEndsDuringTheReleaseLeavesNoSenderHeld) {
  congest();
  backpressure.charge(flooder, share + 1);
  backpressure.charge(talker, share + 1);
  flooder.when_released = [this] {
    flooder.when_released = nullptr;
    congest();
    backpressure.charge(flooder, share + 1);
    relax();
  };
  relax();
  EXPECT_EQ(flooder.calls, (Calls{"held", "released", "held", "released"}));
  EXPECT_EQ(talker.calls, (Calls{"held", "released"}));
}

TEST_F(UnderBackpressure, ASenderIsAllowedItsShareUntilTheCongestionEnds) {
  congest();
  EXPECT_TRUE(backpressure.allows(flooder, share));
  EXPECT_FALSE(backpressure.allows(flooder, share + 1));
  backpressure.charge(flooder, share);
  EXPECT_FALSE(backpressure.allows(flooder, 1));
  EXPECT_TRUE(backpressure.allows(talker, share / 2));
  relax();
  EXPECT_TRUE(backpressure.allows(flooder, limit));
  congest();
  EXPECT_TRUE(backpressure.allows(flooder, share)) << "it has said nothing in this congestion";
}

// Connections cost nothing, so the number of senders must not matter.
TEST_F(UnderBackpressure, AnyNumberOfSendersCausesLessThanTheHighMark) {
  for (const std::size_t size : {100u, 1000u, 10000u}) {
    congest();
    std::size_t caused = 0;
    for (int i = 0; i < 10000; ++i) {
      FakeSpeaker sender;
      for (; backpressure.allows(sender, size); caused += size) backpressure.charge(sender, size);
      backpressure.forget(sender);
    }
    EXPECT_GT(caused, 0u);
    EXPECT_LE(caused, high_mark);
    relax();
  }
}

// However many flood, and whatever they have to say.
TEST_F(UnderBackpressure, ASenderOfFewWordsIsAllowedThemBesideAHundredFlooders) {
  std::vector<FakeSpeaker> flooders(100);
  congest();
  for (bool all_wait = false; !all_wait;) {
    all_wait = true;
    for (FakeSpeaker& one : flooders) {
      if (!backpressure.allows(one, 100)) continue;
      backpressure.charge(one, 100);
      all_wait = false;
    }
  }
  EXPECT_TRUE(backpressure.allows(talker, 2000));
}

TEST_F(UnderBackpressure, ASenderIsHeldWhenItMustWait) {
  congest();
  backpressure.hold(flooder);
  backpressure.hold(flooder);
  EXPECT_EQ(flooder.calls, Calls{"held"});
  relax();
  EXPECT_EQ(flooder.calls, (Calls{"held", "released"}));
}

TEST_F(UnderBackpressure, AParticipantThatIsGoneIsNeitherWaitedForNorReleased) {
  congest();
  backpressure.charge(slow, share + 1);
  EXPECT_EQ(slow.calls, Calls{"held"});
  backpressure.forget(slow);
  EXPECT_FALSE(backpressure.is_congested());
  EXPECT_EQ(slow.calls, Calls{"held"});
}

TEST_F(UnderBackpressure, AShareOfWhatCantBeHeldIsCountedAlike) {
  Share udp;
  backpressure.charge(udp, 2 * share);
  EXPECT_TRUE(backpressure.allows(udp, share)) << "without congestion";
  congest();
  backpressure.charge(udp, share / 2);
  EXPECT_TRUE(backpressure.allows(udp, share / 4));
  EXPECT_FALSE(backpressure.allows(udp, share / 2)) << "less is left for each";
  relax();
  EXPECT_TRUE(backpressure.allows(udp, share));
}

// ----------------------------------------------------------------------- members that are given up

TEST_F(UnderBackpressure, AMemberAtTheLimitIsGivenUpAtOnce) {
  set_backlog(slow, limit - 1);
  EXPECT_EQ(slow.reasons, Calls{});
  set_backlog(slow, limit);
  EXPECT_EQ(slow.reasons, Calls{"too slow: 1048576 bytes unsent"});
}

TEST_F(UnderBackpressure, AMemberThatJumpsOverTheLimitIsGivenUpAtOnce) {
  set_backlog(slow, 2000000);
  EXPECT_EQ(slow.reasons, Calls{"too slow: 2000000 bytes unsent"});
  EXPECT_EQ(backpressure.deepest(), 2000000u);
}

// One wait for everything that is decided after a second. Each member differs from the stopped one
// in one respect.
TEST_F(UnderBackpressure, AMemberThatAcceptsNothingForASecondInACongestionIsGivenUp) {
  FakeParticipant stopped, between_the_marks, taking, gone, freed;
  for (FakeParticipant* participant : {&stopped, &between_the_marks}) {
    participant->when_given_up = [this, participant] { backpressure.forget(*participant); };
  }
  freed.when_trying = [&] { set_backlog(freed, 0); };
  taking.takes_some = true;
  const TimePoint start = now();
  for (FakeParticipant* participant : {&stopped, &taking, &gone, &freed}) {
    set_backlog(*participant, high_mark + 1);
  }
  set_backlog(between_the_marks, low_mark + 1);
  backpressure.forget(gone);

  run_timers_until([&] { return !stopped.reasons.empty() && !between_the_marks.reasons.empty(); });
  EXPECT_EQ(stopped.reasons, Calls{"stalled: took nothing for a second, with 262145 bytes unsent"});
  EXPECT_GE(stopped.given_up_at - start, milliseconds(1000));
  EXPECT_GE(stopped.attempts, 1) << "the system is asked before a member is given up";
  EXPECT_EQ(between_the_marks.reasons,
            Calls{"stalled: took nothing for a second, with 65537 bytes unsent"})
      << "all wait for it as well";
  EXPECT_EQ(taking.reasons, Calls{}) << "it took something meanwhile";
  EXPECT_EQ(gone.reasons, Calls{});
  EXPECT_EQ(gone.attempts, 0) << "it was gone";
  EXPECT_EQ(freed.reasons, Calls{}) << "it could send after all";
  EXPECT_TRUE(backpressure.is_congested()) << "one is still behind";
}

// To send to one of them may take a good part of a millisecond.
TEST_F(UnderBackpressure, OfManyThatAreBehindOnlySomeAreAskedPerTurnButAllInTheEnd) {
  std::vector<std::unique_ptr<FakeParticipant>> many;
  for (int i = 0; i < 1000; ++i) {
    many.push_back(std::make_unique<FakeParticipant>());
    many.back()->takes_some = true;
    set_backlog(*many.back(), high_mark + 1);
  }
  const auto asked = [&] {
    return std::count_if(many.begin(), many.end(), [](const auto& one) { return one->attempts; });
  };
  std::ptrdiff_t most = 0;
  std::ptrdiff_t before = 0;
  run_timers_until([&] {
    most = std::max(most, asked() - before);
    before = asked();
    return before == 1000;
  });
  EXPECT_LE(most, 100);
  const auto is_asked_once = [](const auto& one) { return one->attempts == 1; };
  EXPECT_TRUE(std::all_of(many.begin(), many.end(), is_asked_once));
}

TEST_F(UnderBackpressure, TheWatchGoesOnThoughThereWasNoMemoryToJudge) {
  slow.takes_some = true;
  slow.when_trying = [] { throw std::bad_alloc(); };
  congest();
  while (timers.time_until_next() > milliseconds(0)) {
    std::this_thread::sleep_for(timers.time_until_next());
  }
  EXPECT_THROW(timers.fire_due(), std::bad_alloc);
  slow.when_trying = nullptr;
  run_timers_until([&] { return slow.attempts == 2; });
}

TEST_F(UnderBackpressure, TheSecondBeginsWithTheCongestionOrWhenAMemberFellBehindInIt) {
  FakeParticipant early, late;
  set_backlog(early, low_mark + 1);
  run_timers_until([start = now()] { return now() - start >= milliseconds(1100); });
  EXPECT_EQ(early.reasons, Calls{}) << "no member waits for it: it has ten seconds";

  const TimePoint start = now();
  congest();
  slow.takes_some = true;
  run_timers_until([&] { return now() - start >= milliseconds(500); });
  set_backlog(late, low_mark + 1);
  run_timers_until([&] { return !early.reasons.empty(); });
  EXPECT_GE(early.given_up_at - start, milliseconds(1000));
  run_timers_until([&] { return !late.reasons.empty(); });
  EXPECT_GE(late.given_up_at - start, milliseconds(1500));
}

TEST_F(UnderBackpressure, TheDeepestBacklogIsGivenUpWhenMemoryRunsOut) {
  FakeParticipant shallow, deepest, deep;
  backpressure.close_the_slowest();  // no effect if no member is behind
  set_backlog(shallow, low_mark + 1);
  set_backlog(deepest, low_mark + 3);
  set_backlog(deep, low_mark + 2);
  backpressure.close_the_slowest();
  EXPECT_EQ(deepest.reasons, Calls{"too slow when memory ran out"});
  EXPECT_EQ(shallow.reasons, Calls{});
  EXPECT_EQ(deep.reasons, Calls{});
}

}  // namespace
}  // namespace chatlab::backpressure_test
