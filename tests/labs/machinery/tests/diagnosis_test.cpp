// Reports of the sanitizers, crashes, endless loops and leaks are told apart, in plain words.
#include "tests/labs/machinery/diagnosis.hpp"

#include <gtest/gtest.h>

#include "tests/labs/machinery/results.hpp"

namespace chatlab::diagnosis_test {
namespace {

using namespace labs;
using Kind = Diagnosis::Kind;

Ending ended(int status, const std::string& errors = {}) {
  return {Ending::How::exited, status, {}, errors};
}

Diagnosis diagnosed(const Ending& ending) {
  return diagnose(ending, {{"double-free", "it was retired twice"}}, 5);
}

constexpr const char* use_after_free =
    "==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\n"
    "    #0 0x55 in std::vector<int>::size() const /usr/include/c++/12/bits/stl_vector.h:987\n"
    "    #1 0x56 in chatlab::Reactor::dispatch(unsigned long) reactor/reactor.cpp:216\n";

TEST(Diagnose, TellsMetFromNotMetAndNotWritten) {
  EXPECT_EQ(diagnosed(ended(0)).kind, Kind::met);
  EXPECT_EQ(diagnosed(ended(1)).kind, Kind::not_met);
  const Diagnosis missing = diagnosed(ended(3, "not written yet: A::f (a.cpp)\n"));
  EXPECT_EQ(missing.kind, Kind::not_written);
  EXPECT_EQ(missing.words, "not written yet: A::f (a.cpp)");
}

TEST(Diagnose, TellsAnEndlessLoopACrashAndALeakApart) {
  EXPECT_EQ(diagnosed({Ending::How::out_of_time, 0, {}, {}}).kind, Kind::endless);
  EXPECT_EQ(diagnosed({Ending::How::killed_by_signal, 11, {}, {}}).kind, Kind::crash);
  EXPECT_EQ(diagnosed(ended(99, use_after_free)).kind, Kind::crash);
  EXPECT_EQ(diagnosed(ended(99, "==1==ERROR: LeakSanitizer: detected memory leaks\n")).kind,
            Kind::leak);
}

TEST(Diagnose, TranslatesReportsAndNamesThePlace) {
  EXPECT_EQ(diagnosed(ended(99, use_after_free)).words,
            "a crash: an object was used after it was destroyed, or memory after it was freed\n"
            "(Reactor::dispatch, reactor/reactor.cpp:216)");
  EXPECT_EQ(diagnosed(ended(99, "a.cpp:1:2: runtime error: signed integer overflow: 1\n")).words,
            "a crash: undefined behaviour: signed integer overflow: 1");
  EXPECT_EQ(
      diagnosed({Ending::How::killed_by_signal, 6, {}, "terminate called after\n  what():  oops\n"})
          .words,
      "a crash: an exception was thrown that is caught nowhere: oops");
}

TEST(Diagnose, NamesThePlaceOfAFailedAssertion) {
  const std::string place =
      "==1==ERROR: AddressSanitizer: ABRT on unknown address 0x0 (pc 0x1)\n"
      "    #0 0x55 in raise (/lib/libc.so.6+0x1)\n"
      "    #1 0x56 in chatlab::Reactor::dispatch(unsigned long) reactor/reactor.cpp:216\n";
  EXPECT_EQ(
      diagnosed(ended(99, "a.h:1: f(): Assertion '__n < this->size()' failed.\n" + place)).words,
      "a crash: an assertion failed: '__n < this->size()' failed.\n"
      "(Reactor::dispatch, reactor/reactor.cpp:216)");
  EXPECT_EQ(diagnosed(ended(99, place)).words,
            "a crash: abort() was called\n(Reactor::dispatch, reactor/reactor.cpp:216)");
}

TEST(Diagnose, PrefersTheWordsOfTheLab) {
  EXPECT_EQ(diagnosed(ended(99, "attempting double-free\n")).words,
            "a crash: it was retired twice");
}

TEST(Results, TellTheStoryOfAFailure) {
  const Outcome outcome = {{"one-byte", 10, "frames are found"},
                           Outcome::State::not_met,
                           {Kind::not_met, {}},
                           "fed in    \"5\"\nexpected  no frame\ncame      the frame \"\"\n"};
  EXPECT_EQ(line_of(outcome, 10), "  0/10  one-byte    frames are found");
  EXPECT_EQ(summary_of(outcome), "came: the frame \"\"");
  EXPECT_EQ(story_of(outcome).substr(0, 24), "          fed in    \"5\"\n");
}

TEST(Results, DoNotCompareAFunctionThatIsNotWrittenYetWithWhatIsExpected) {
  const Outcome outcome = {{"one-byte", 10, "frames are found"},
                           Outcome::State::not_met,
                           {Kind::not_written, "not written yet: A::f (a.cpp)"},
                           "fed in    \"5\"\nexpected  no frame\n"};
  EXPECT_EQ(story_of(outcome),
            "          fed in    \"5\"\n"
            "          not written yet: A::f (a.cpp)\n");
}

TEST(Results, TellAFurtherCrashAndItsPlaceInOneLine) {
  const Outcome outcome = {{"one-byte", 10, "frames are found"},
                           Outcome::State::not_met,
                           {Kind::crash, "a crash\n(f, a.cpp:1)"},
                           ""};
  EXPECT_EQ(summary_of(outcome), "a crash (f, a.cpp:1)");
}

TEST(Results, AreWrittenForGradescope) {
  const Outcome good = {{"a", 4, "one"}, Outcome::State::met, {Kind::met, {}}, "anything"};
  const Outcome bad = {{"b", 6, "two"}, Outcome::State::not_met, {Kind::crash, "a \"crash\""}, ""};
  EXPECT_EQ(json_of({good, bad}),
            "{\n  \"score\": 4,\n  \"tests\": [\n"
            "    {\"name\": \"a: one\", \"score\": 4, \"max_score\": 4, \"output\": \"\"},\n"
            "    {\"name\": \"b: two\", \"score\": 0, \"max_score\": 6, \"output\": \"          "
            "came      a "
            "\\\"crash\\\"\\n\"}\n  ]\n}\n");
}

TEST(Hints, AreThoseBelowAHeadingWithTheName) {
  const std::string text =
      "# Hints\n\n## one two\n1. First,\n   goes on.\n2. Second.\n\n## three\n1. Other.\n";
  EXPECT_EQ(hints_for(text, "two"), (std::vector<std::string>{"First,\ngoes on.", "Second."}));
  EXPECT_EQ(hints_for(text, "three"), std::vector<std::string>{"Other."});
  EXPECT_TRUE(hints_for(text, "four").empty());
}

}  // namespace
}  // namespace chatlab::diagnosis_test
