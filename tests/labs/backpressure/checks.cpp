// The checks of the lab `backpressure`: members and speakers that the check plays, and a clock that
// it sets forward. The limit is 1600 bytes: the high mark is 400, the low mark 100, the budget 400.
#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "apps/server/backpressure.hpp"
#include "apps/trace/chat_observer.hpp"
#include "tests/labs/machinery/played_platform.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

constexpr std::size_t limit = 1600;
constexpr std::size_t high_mark = 400;
constexpr std::size_t low_mark = 100;
constexpr std::uint64_t largest_share = 25;  // a sixteenth of the budget of 400

// What the observer is told about congestions.
class Congestions : public ChatObserver {
 public:
  Congestions() { observe_chat(this); }
  ~Congestions() override { observe_chat(nullptr); }
  void on_congestion(bool begins) override {
    told += told.empty() ? "" : ", ";
    told += begins ? "it begins" : "it ends";
  }

  void on_message(const Protocol&, const std::string&) override {}
  void on_incomplete(const Protocol&, const std::string&) override {}
  void on_event(const Event&, std::size_t) override {}
  void on_flooder(const std::string&, bool) override {}
  void on_given_up(const std::string&, const std::string&) override {}
  void on_dropped(const Address&, const std::string&) override {}
  void on_turned_away(const Address&) override {}

  std::string told;
};

// The backpressure of a room, and what it has done since the last look.
class Stage {
 public:
  Stage() : backpressure(timers, limit) {}

  void expect_told(const std::string& expected) const {
    expect("the observer is told: " + expected, "the observer is told: " + congestions_.told);
  }

  void add(const std::string& what) { happened_ += happened_.empty() ? what : ", " + what; }

  void expect_happened(const std::string& expected) {
    expecting(expected);
    const std::string happened = std::exchange(happened_, "");
    came(happened.empty() ? "nothing happens" : happened);
  }

  void expect_congested(bool congested) const {
    const auto words = [](bool is) { return is ? "congested" : "not congested"; };
    expect(words(congested), words(backpressure.is_congested()));
  }

  // Lets the time pass, in steps of the watch.
  void pass_time(milliseconds time) {
    note("time", std::to_string(time.count()) + " ms pass");
    for (milliseconds step{100}; time > time.zero(); time -= step) {
      step = std::min(step, time);
      pass(step);
      timers.fire_due();
    }
  }

  TimerQueue timers;
  Backpressure backpressure;

 private:
  Congestions congestions_;
  std::string happened_;
};

class ToldMember : public Participant {
 public:
  ToldMember(Stage& stage, std::string name) : stage_(stage), name_(std::move(name)) {}
  ~ToldMember() override { stage_.backpressure.forget(*this); }

  std::size_t backlog() const override { return backlog_; }
  TimePoint last_progress() const override { return progress_; }
  void try_to_send() override {
    ++attempts;
    if (room == 0) return;
    backlog_ -= std::min(backlog_, room);
    progress_ = now();
    stage_.backpressure.on_backlog(*this);
  }
  void on_too_slow(std::string_view reason) override {
    stage_.add(name_ + (reason.empty() ? " is closed without a reason" : " is closed"));
    backlog_ = 0;
    stage_.backpressure.forget(*this);
  }
  void on_hold(bool held) override { stage_.add(name_ + (held ? " is held" : " is released")); }

  void set_backlog(std::size_t bytes) {
    note("given", name_ + " has " + count_of(bytes, "byte") + " unsent");
    if (bytes < backlog_) progress_ = now();
    backlog_ = bytes;
    stage_.backpressure.on_backlog(*this);
  }
  void append(std::size_t bytes) {
    note("given", count_of(bytes, "byte") + " of output for " + name_ +
                      ", and the system accepts " + (room == 0 ? "nothing" : std::to_string(room)));
    backlog_ += bytes;
    stage_.backpressure.on_output(*this, backlog_);
  }

  int attempts = 0;      // calls of try_to_send()
  std::size_t room = 0;  // what the system accepts at each attempt

 private:
  Stage& stage_;
  std::string name_;
  std::size_t backlog_ = 0;
  TimePoint progress_ = now();
};

class ToldSpeaker : public Speaker {
 public:
  ToldSpeaker(Stage& stage, std::string name) : stage_(stage), name_(std::move(name)) {}
  ~ToldSpeaker() override { stage_.backpressure.forget(*this); }
  void on_hold(bool held) override {
    stage_.add(name_ + (held ? " is held" : " is released"));
    if (!held && when_released) when_released();
  }
  void causes(std::uint64_t bytes) {
    note("given", name_ + " causes " + count_of(bytes, "byte") + " per member");
    stage_.backpressure.charge(*this, bytes);
  }
  void expect_allowed(bool allowed, std::uint64_t bytes) const {
    const auto words = [&](bool is) {
      return name_ + (is ? " may cause " : " may not cause ") + count_of(bytes, "byte");
    };
    expect(words(allowed), words(stage_.backpressure.allows(*this, bytes)));
  }

  std::function<void()> when_released;

 private:
  Stage& stage_;
  std::string name_;
};

void check_congested() {
  Stage stage;
  ToldMember slow(stage, "Ann");
  stage.expect_congested(false);
  slow.set_backlog(high_mark);
  stage.expect_congested(false);
  slow.set_backlog(high_mark + 1);
  stage.expect_congested(true);
  slow.set_backlog(high_mark + 2);
  stage.expect_congested(true);
  expect("1 congestion, and 402 bytes at most",
         count_of(stage.backpressure.congestions(), "congestion") + ", and " +
             count_of(stage.backpressure.deepest(), "byte") + " at most");
  stage.expect_told("it begins");
  stage.expect_happened("nothing happens");
}

void check_low_mark() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ToldMember bob(stage, "Bob");
  bob.set_backlog(low_mark + 1);
  bob.set_backlog(0);
  bob.set_backlog(low_mark + 1);
  ann.set_backlog(high_mark + 1);
  stage.expect_congested(true);
  ann.set_backlog(high_mark);
  stage.expect_congested(true);
  ann.set_backlog(low_mark + 1);
  stage.expect_congested(true);
  ann.set_backlog(low_mark);
  stage.expect_congested(true);
  bob.set_backlog(low_mark);
  stage.expect_congested(false);
  stage.expect_told("it begins, it ends");
}

void check_limit() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ann.set_backlog(limit - 1);
  stage.expect_happened("nothing happens");
  stage.expect_congested(true);
  ann.set_backlog(limit);
  stage.expect_happened("Ann is closed");
  stage.expect_congested(false);
}

void check_asks_first() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  const auto expect_attempts = [&](int attempts) {
    expect("Ann tries to send " + count_of(static_cast<std::size_t>(attempts), "time"),
           "Ann tries to send " + count_of(static_cast<std::size_t>(ann.attempts), "time"));
  };
  ann.append(high_mark);
  expect_attempts(0);
  stage.expect_congested(false);
  ann.room = high_mark;
  ann.append(limit - high_mark);
  expect_attempts(1);
  stage.expect_happened("nothing happens");
  stage.expect_congested(true);
  ann.room = 0;
  ann.append(high_mark);
  stage.expect_happened("Ann is closed");
  ToldMember bob(stage, "Bob");
  bob.room = 2 * limit;
  bob.append(2 * limit);
  stage.expect_happened("nothing happens");
  stage.expect_congested(false);
}

void check_held() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ToldSpeaker bob(stage, "Bob");
  ToldSpeaker cay(stage, "Cay");
  bob.causes(1000);
  stage.expect_happened("nothing happens");
  ann.set_backlog(high_mark + 1);
  bob.causes(largest_share);
  stage.expect_happened("nothing happens");
  bob.causes(1);
  stage.expect_happened("Bob is held");
  bob.causes(100);
  cay.causes(largest_share);
  stage.expect_happened("nothing happens");
}

void check_released() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ToldSpeaker bob(stage, "Bob");
  ToldSpeaker cay(stage, "Cay");
  ToldSpeaker dan(stage, "Dan");
  ToldSpeaker eve(stage, "Eve");
  ann.set_backlog(high_mark + 1);
  for (ToldSpeaker* speaker : {&bob, &cay, &dan, &eve}) speaker->causes(largest_share + 1);
  stage.expect_happened("Bob is held, Cay is held, Dan is held, Eve is held");
  note("given", "once released, Bob floods again, and Cay leaves");
  bob.when_released = [&] {
    ann.set_backlog(high_mark + 1);
    bob.causes(largest_share + 1);
    stage.backpressure.forget(cay);
  };
  ann.set_backlog(0);
  stage.expect_happened("Bob is released, Bob is held, Dan is released, Eve is released");
  stage.expect_congested(true);
  bob.when_released = nullptr;
  ann.set_backlog(0);
  stage.expect_happened("Bob is released");
  ann.set_backlog(high_mark + 1);
  ann.set_backlog(0);
  stage.expect_happened("nothing happens");
}

void check_fresh() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ToldSpeaker bob(stage, "Bob");
  ann.set_backlog(high_mark + 1);
  bob.causes(largest_share);
  ann.set_backlog(0);
  ann.set_backlog(high_mark + 1);
  bob.expect_allowed(true, largest_share);
  bob.causes(largest_share);
  stage.expect_happened("nothing happens");
  bob.causes(1);
  stage.expect_happened("Bob is held");
  note("then", "many others use up the budget, and the next congestion begins");
  for (int i = 0; i < 20; ++i) ToldSpeaker(stage, "one of many").causes(largest_share);
  stage.expect_happened("nothing happens");
  ann.set_backlog(0);
  stage.expect_happened("Bob is released");
  ann.set_backlog(high_mark + 1);
  bob.expect_allowed(true, largest_share);
}

// After 160 bytes, 240 are left of the budget: a sixteenth of them is 15.
void check_allows() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ToldSpeaker bob(stage, "Bob");
  ToldSpeaker cay(stage, "Cay");
  bob.expect_allowed(true, 100000);
  ann.set_backlog(high_mark + 1);
  bob.expect_allowed(true, largest_share);
  bob.expect_allowed(false, largest_share + 1);
  bob.causes(20);
  bob.expect_allowed(true, 3);
  bob.expect_allowed(false, 4);
  for (int i = 0; i < 7; ++i) ToldSpeaker(stage, "one of many").causes(20);
  bob.expect_allowed(false, 1);
  cay.expect_allowed(true, 15);
  cay.expect_allowed(false, 16);
  for (int i = 0; i < 20; ++i) ToldSpeaker(stage, "one of many").causes(20);
  cay.expect_allowed(true, 0);
  cay.expect_allowed(false, 1);
  stage.expect_happened("nothing happens");
}

void check_gone() {
  Stage stage;
  auto ann = std::make_unique<ToldMember>(stage, "Ann");
  auto bob = std::make_unique<ToldMember>(stage, "Bob");
  ToldMember cay(stage, "Cay");
  ToldMember dan(stage, "Dan");
  ann->set_backlog(high_mark + 1);
  bob->set_backlog(low_mark + 1);
  cay.set_backlog(low_mark + 1);
  note("given", "Ann leaves");
  ann.reset();
  stage.expect_congested(true);
  dan.set_backlog(0);
  stage.expect_congested(true);
  cay.set_backlog(0);
  note("given", "Cay is behind once more, and Bob leaves");
  cay.set_backlog(low_mark + 1);
  bob.reset();
  stage.expect_congested(true);
  cay.set_backlog(high_mark + 1);
  stage.pass_time(milliseconds(1200));
  stage.expect_happened("Cay is closed");
  stage.expect_congested(false);
}

void check_stalled() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ToldMember bob(stage, "Bob");
  ToldMember cay(stage, "Cay");
  bob.set_backlog(low_mark + 1);
  stage.pass_time(milliseconds(3000));
  stage.expect_happened("nothing happens");
  note("then", "a congestion begins; Cay reads, Ann and Bob do not");
  ann.set_backlog(high_mark + 1);
  cay.set_backlog(high_mark);
  stage.pass_time(milliseconds(600));
  cay.set_backlog(high_mark - 1);
  stage.pass_time(milliseconds(300));
  stage.expect_happened("nothing happens");
  stage.pass_time(milliseconds(300));
  stage.expect_happened("Ann is closed, Bob is closed");
  stage.expect_congested(true);
  cay.set_backlog(0);
  stage.expect_congested(false);
}

void check_behind() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  ann.set_backlog(low_mark + 2);
  stage.pass_time(milliseconds(5000));
  ann.set_backlog(low_mark + 1);
  stage.pass_time(milliseconds(4800));
  stage.expect_happened("nothing happens");
  stage.pass_time(milliseconds(400));
  stage.expect_happened("Ann is closed");
}

// The system has room that it has not reported yet: 10 bytes per attempt.
void check_tried() {
  Stage stage;
  ToldMember ann(stage, "Ann");
  note("given", "the system has room for 10 bytes per attempt of Ann");
  ann.room = 10;
  ann.set_backlog(high_mark + 1);
  stage.pass_time(milliseconds(2000));
  stage.expect_happened("nothing happens");
  stage.pass_time(milliseconds(2000));
  stage.expect_happened("nothing happens");
  stage.expect_congested(false);
}

constexpr Check checks[] = {
    {"congested", check_congested},   {"low-mark", check_low_mark}, {"limit", check_limit},
    {"asks-first", check_asks_first}, {"held", check_held},         {"released", check_released},
    {"fresh", check_fresh},           {"allows", check_allows},     {"gone", check_gone},
    {"stalled", check_stalled},       {"behind", check_behind},     {"tried", check_tried},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
