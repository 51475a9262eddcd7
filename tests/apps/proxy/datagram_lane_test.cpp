#include "apps/proxy/datagram_lane.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/apps/proxy/lane_testing.hpp"

namespace chatlab::datagram_lane_test {
namespace {

using Departures = std::vector<Departure>;
using Kind = Fault::Kind;

class DatagramLaneTest : public testing::Test {
 protected:
  void set(const std::string& words, long long time = 0) {
    for (const Fault& fault : parse_faults(words, Traffic::udp)) {
      lane.add_fault(1, fault, at(time));
    }
  }

  void put(const std::string& bytes, long long time = 0) { lane.put(bytes, at(time)); }

  Departures between(long long from, long long to) {
    Departures departures;
    run(lane, at(from), at(to), departures);
    return departures;
  }

  /// Returns how many of `count` datagrams, a millisecond apart, the fault strikes.
  std::size_t strikes_among(std::size_t trials) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < trials; ++i) {
      const auto time = static_cast<long long>(i);
      put("datagram", time);
      between(time, time);
      count += lane.drain_strikes().size();
    }
    return count;
  }

  DatagramLane lane{7};
};

TEST_F(DatagramLaneTest, WithoutFaultsPassesEverythingOnAtOnce) {
  put("one");
  put("");
  put("two");
  EXPECT_EQ(between(0, 0), (Departures{{0, "one"}, {0, ""}, {0, "two"}}));
}

TEST_F(DatagramLaneTest, JitterAloneKeepsTheOrder) {
  set("delay 50ms jitter 50ms");
  std::string sent;
  for (char c = 'a'; c <= 'z'; ++c) put(std::string(1, c), c - 'a'), sent += c;
  std::string received;
  for (const Departure& departure : between(26, 1000)) received += departure.text;
  EXPECT_EQ(received, sent);
}

TEST_F(DatagramLaneTest, JitterMayReorderIfReorderIsSet) {
  set("delay 50ms jitter 50ms reorder 0%");
  std::string sent;
  for (char c = 'a'; c <= 'z'; ++c) put(std::string(1, c), c - 'a'), sent += c;
  std::string received;
  for (const Departure& departure : between(26, 1000)) received += departure.text;
  EXPECT_NE(received, sent);
  std::sort(received.begin(), received.end());
  EXPECT_EQ(received, sent) << "none is lost";
}

TEST_F(DatagramLaneTest, AReorderedDatagramIsOvertakenByTheNext) {
  set("reorder 100% for 1ms");
  put("first", 0);
  put("second", 5);
  put("third", 6);
  EXPECT_EQ(between(5, 1000), (Departures{{5, "second"}, {5, "first"}, {6, "third"}}));
}

TEST_F(DatagramLaneTest, AReorderedDatagramGoesOnIfNoOtherFollows) {
  set("reorder 100%");
  put("alone");
  EXPECT_EQ(between(0, 1000), (Departures{{100, "alone"}}));
}

TEST_F(DatagramLaneTest, DuplicateDeliversTwice) {
  set("duplicate 100%");
  put("again");
  EXPECT_EQ(between(0, 0), (Departures{{0, "again"}, {0, "again"}}));
}

TEST_F(DatagramLaneTest, CorruptChangesOneBit) {
  set("corrupt 100%");
  const std::string sent = "unharmed";
  put(sent);
  const Departures departures = between(0, 0);
  ASSERT_EQ(departures.size(), 1u);
  ASSERT_EQ(departures[0].text.size(), sent.size());
  int bits = 0;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const auto sent_byte = static_cast<unsigned char>(sent[i]);
    const auto received_byte = static_cast<unsigned char>(departures[0].text[i]);
    for (int changed = sent_byte ^ received_byte; changed != 0; changed &= changed - 1) ++bits;
  }
  EXPECT_EQ(bits, 1);
}

TEST_F(DatagramLaneTest, StallHoldsAndThenDelivers) {
  set("stall for 1s");
  put("held");
  EXPECT_EQ(between(0, 5000), (Departures{{1000, "held"}}));
}

TEST_F(DatagramLaneTest, BlackholeDropsAll) {
  set("blackhole");
  put("gone");
  EXPECT_EQ(between(0, 5000), Departures{});
  EXPECT_EQ(lane.discarded(), 1u);
}

TEST_F(DatagramLaneTest, RateSpacesDatagramsAndNeverCutsThem) {
  set("rate 1000B/s");
  for (int i = 0; i < 4; ++i) put(std::string(100, 'x'));
  const Departures departures = between(0, 5000);
  ASSERT_EQ(departures.size(), 4u);
  EXPECT_EQ(departures[0].time, 0);
  EXPECT_EQ(departures[1].time, 100);
  EXPECT_EQ(departures[2].time, 200);
  EXPECT_EQ(departures[3].time, 300);
}

TEST_F(DatagramLaneTest, TheQueueIsLimitedAndWhatDoesNotFitIsDropped) {
  set("stall");
  const std::size_t size = 1000;
  for (int i = 0; i < 1000; ++i) put(std::string(size, 'x'));
  EXPECT_LE(lane.waiting(), DatagramLane::capacity);
  EXPECT_GT(lane.waiting(), DatagramLane::capacity * 8 / 10);
  EXPECT_EQ(lane.drain_overflow(), 1000 - lane.waiting() / size);
}

TEST_F(DatagramLaneTest, LossIsWithinTheBinomialBound) {
  set("loss 20%");
  const std::size_t strikes = strikes_among(20000);
  EXPECT_TRUE(is_binomial(strikes, 20000, 200000)) << strikes;
}

TEST_F(DatagramLaneTest, DuplicatesAreWithinTheBinomialBound) {
  set("duplicate 5%");
  const std::size_t strikes = strikes_among(20000);
  EXPECT_TRUE(is_binomial(strikes, 20000, 50000)) << strikes;
}

TEST_F(DatagramLaneTest, ReorderingIsWithinTheBinomialBound) {
  set("reorder 10%");
  const std::size_t strikes = strikes_among(20000);
  EXPECT_TRUE(is_binomial(strikes, 20000, 100000)) << strikes;
}

TEST_F(DatagramLaneTest, CorruptionIsWithinTheBinomialBound) {
  set("corrupt 1%");
  const std::size_t strikes = strikes_among(20000);
  EXPECT_TRUE(is_binomial(strikes, 20000, 10000)) << strikes;
}

// With any combination of faults, each datagram that is not lost arrives as often as it should,
// unchanged.
TEST(DatagramLaneProperties, NothingIsLostOrMadeUpButWhatTheFaultsReport) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    DatagramLane lane(seed);
    const std::string words =
        "loss 10% duplicate 10% reorder 20% delay 20ms jitter 20ms rate 9kB/s";
    for (const Fault& fault : parse_faults(words, Traffic::udp)) {
      lane.add_fault(1, fault, at(0));
    }
    Departures departures;
    for (int i = 0; i < 50; ++i) {
      lane.put("datagram " + std::to_string(i), at(3 * i));
      run(lane, at(3 * i), at(3 * i + 2), departures);
    }
    run(lane, at(150), at(100000), departures);
    std::size_t lost = 0;
    std::size_t repeated = 0;
    for (const Strike& strike : lane.drain_strikes()) {
      if (strike.kind == Kind::loss) ++lost;
      if (strike.kind == Kind::duplicate) ++repeated;
    }
    ASSERT_EQ(departures.size(), 50 - lost + repeated) << "seed " << seed;
    for (const Departure& departure : departures) {
      ASSERT_EQ(departure.text.substr(0, 9), "datagram ") << "seed " << seed;
    }
  }
}

TEST(DatagramLaneProperties, ASeedGivesTheSameTwice) {
  const auto departures_of = [](std::uint64_t seed) {
    DatagramLane lane(seed);
    const std::string words = "loss 20% duplicate 5% reorder 10% corrupt 5% delay 9ms jitter 9ms";
    for (const Fault& fault : parse_faults(words, Traffic::udp)) {
      lane.add_fault(1, fault, at(0));
    }
    Departures departures;
    for (int i = 0; i < 100; ++i) {
      lane.put("datagram " + std::to_string(i), at(i));
      run(lane, at(i), at(i), departures);
    }
    run(lane, at(100), at(100000), departures);
    return departures;
  };
  EXPECT_EQ(departures_of(7), departures_of(7));
  EXPECT_NE(departures_of(7), departures_of(8));
}

}  // namespace
}  // namespace chatlab::datagram_lane_test
