#include "apps/proxy/fault.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/usage_errors.hpp"

namespace chatlab::fault_test {
namespace {

using Kind = Fault::Kind;

std::string complaint(const std::string& words, Traffic traffic = Traffic::tcp) {
  return complaint_of([&] { parse_faults(words, traffic); });
}

TEST(FaultWords, MeanOneFaultEach) {
  const std::vector<Fault> faults =
      parse_faults("delay 200ms jitter 50ms rate 2KiB/s", Traffic::tcp);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].kind, Kind::delay);
  EXPECT_EQ(faults[0].time.count(), 200000);
  EXPECT_EQ(faults[0].jitter.count(), 50000);
  EXPECT_EQ(faults[1].kind, Kind::rate);
  EXPECT_EQ(faults[1].amount, 2048u);
}

TEST(FaultWords, LimitTheFaultBeforeThem) {
  const std::vector<Fault> faults =
      parse_faults("stall after 10s for 5s reset after 2000B with 30% connection 3", Traffic::tcp);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].after_time.count(), 10000000);
  EXPECT_EQ(faults[0].for_time->count(), 5000000);
  EXPECT_FALSE(faults[0].connection);
  EXPECT_EQ(faults[1].after_bytes, 2000u);
  EXPECT_EQ(faults[1].share, 300000u);
  EXPECT_EQ(*faults[1].connection, 3u);
}

TEST(FaultWords, ArePrintedAsTheyAreRead) {
  for (const std::string words :
       {"delay 200ms", "delay 200ms jitter 50ms", "rate 20KiB/s", "chop 1", "glue 50ms", "stall",
        "blackhole", "reset", "close", "half-close", "limit 2000", "loss 20%", "refuse",
        "stall after 10s", "stall after 2kB for 5s", "chop 3 with 30%", "reset connection 3",
        "refuse for 5s with 0.5%", "delay 1s after 2s after 3B for 4s with 5% connection 6"}) {
    EXPECT_EQ(to_words(parse_faults(words, Traffic::tcp).front()), words);
  }
  for (const std::string words : {"duplicate 5%", "reorder 10%", "corrupt 0.1%", "loss 20%"}) {
    EXPECT_EQ(to_words(parse_faults(words, Traffic::udp).front()), words);
  }
}

TEST(FaultWords, AreSeparatedByAnySpace) {
  EXPECT_EQ(parse_faults("  stall\tafter   1s ", Traffic::tcp).size(), 1u);
}

TEST(FaultWords, ThatAreUnknownAreAnsweredWithTheKnownOnes) {
  EXPECT_EQ(complaint("dealy 200ms"),
            "unknown fault 'dealy'; known: delay, loss, chop, rate, glue, stall, blackhole, "
            "half-close, close, reset, limit, refuse; limits: after T or after N bytes, for T, "
            "with P%, connection N");
  EXPECT_EQ(complaint("", Traffic::udp),
            "which fault? One of delay, loss, duplicate, reorder, corrupt, rate, stall, blackhole, "
            "refuse");
}

TEST(FaultWords, OfTheOtherTransportAreRefusedWithTheReason) {
  EXPECT_EQ(complaint("chop 1", Traffic::udp),
            "chop is for TCP: a datagram is never cut or joined, and has no connection");
  EXPECT_EQ(complaint("duplicate 5%"),
            "duplicate is for UDP: TCP repairs it, and all that shows is the delay of a "
            "retransmission, which `loss P` causes");
}

TEST(FaultWords, SayWhatIsMissing) {
  EXPECT_EQ(complaint("delay"), "delay needs a value: delay T, such as 200ms");
  EXPECT_EQ(complaint("stall after"),
            "after needs a value: after T or N bytes, such as 10s or 2000B");
  EXPECT_EQ(complaint("after 10s stall"), "'after' must follow the fault that it limits");
  EXPECT_EQ(complaint("stall jitter 5ms"), "jitter goes with delay only");
  EXPECT_EQ(complaint("stall after 10"),
            "after takes a time (us, ms, s, min, h) or a number of bytes (B, kB, MB, KiB, MiB), "
            "such as 10s or 2000B, not '10'");
}

TEST(FaultWords, ThatContradictEachOtherAreRefused) {
  EXPECT_EQ(complaint("reset for 5s"), "'for' does not go with reset, which strikes once");
  EXPECT_EQ(complaint("loss 5% with 5%"),
            "'with' does not go with loss, which has a percentage of its own");
  EXPECT_EQ(complaint("refuse after 10B"),
            "refuse takes a time after `after`, such as 10s, not '10B'");
  EXPECT_EQ(complaint("delay 5ms jitter 6ms"),
            "the jitter must not be more than the delay: delay 5ms jitter 6ms");
  EXPECT_EQ(complaint("stall connection 0"), "connection takes a number from 1 on, not '0'");
  EXPECT_EQ(complaint("stall connection x"), "connection takes a number from 1 on, not 'x'");
}

TEST(FaultKinds, AreListedInTheirOrder) {
  for (const FaultKind& known : fault_kinds()) {
    EXPECT_EQ(kind_of(known.kind).name, known.name);
  }
}

}  // namespace
}  // namespace chatlab::fault_test
