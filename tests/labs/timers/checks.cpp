// The checks of the lab `timers`: a system's clock that the check sets, timers, and what they fire.
#include <chrono>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/running_time.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab {
namespace labs {
namespace {

using std::chrono::microseconds;

TimePoint system_clock{std::chrono::hours(1)};

std::string shown(microseconds time) {
  const auto whole = time.count() / 1000;
  const auto rest = time.count() % 1000;
  return std::to_string(whole) + (rest == 0 ? "" : '.' + std::to_string(1000 + rest).substr(1)) +
         " ms";
}

// The program waits for so long, as it meant to.
void wait(microseconds time) {
  note("time", "the program waits for " + shown(time));
  begin_wait(std::chrono::ceil<milliseconds>(time));
  system_clock += time;
  end_wait();
}

class Stage : public TimerHandler {
 public:
  void on_timer(Timer& timer) override;
  void expect_fired(const std::string& expected, std::size_t most = static_cast<std::size_t>(-1)) {
    expecting(expected);
    timers.fire_due(most);
    const std::string fired = std::exchange(fired_, "");
    came(fired.empty() ? "no timer fires" : fired);
  }
  void expect_wait(const std::string& expected) {
    expecting("wait for " + expected);
    const milliseconds time = timers.time_until_next();
    came("wait for " + (time == forever ? "ever" : std::to_string(time.count()) + " ms"));
  }

  TimerQueue timers;

 private:
  std::string fired_;
};

class NamedTimer : public Timer {
 public:
  NamedTimer(Stage& stage, std::string name) : Timer(stage.timers, stage), name_(std::move(name)) {}
  void run_for(milliseconds delay) {
    note("given", name_ + ".start(" + shown(delay) + ")");
    start(delay);
  }
  void end() {
    note("given", name_ + ".stop()");
    stop();
  }
  const std::string& name() const { return name_; }
  std::function<void()> when_fired;

 private:
  std::string name_;
};

void Stage::on_timer(Timer& timer) {
  auto& named = static_cast<NamedTimer&>(timer);
  const std::string running = timer.is_running() ? " (but is running)" : "";
  fired_ += (fired_.empty() ? "" : ", ") + named.name() + running + " fires";
  if (fired_.size() > 1000) fail("A fires again and again in one round");
  if (const std::function<void()> action = named.when_fired) action();
}

// ------------------------------------------------------------------------------------ the queue

void check_fires() {
  Stage stage;
  NamedTimer a(stage, "A");
  stage.expect_fired("no timer fires");
  a.run_for(milliseconds(10));
  stage.expect_fired("no timer fires");
  wait(microseconds(9999));
  stage.expect_fired("no timer fires");
  wait(microseconds(1));
  stage.expect_fired("A fires");
  wait(milliseconds(100));
  stage.expect_fired("no timer fires");
  a.run_for(milliseconds(0));
  stage.expect_fired("A fires");
}

void check_order() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C"), d(stage, "D");
  d.run_for(milliseconds(30));
  c.run_for(milliseconds(20));
  b.run_for(milliseconds(20));
  a.run_for(milliseconds(10));
  wait(milliseconds(25));
  stage.expect_fired("A fires, C fires, B fires");
  wait(milliseconds(5));
  stage.expect_fired("D fires");
}

void check_how_long() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B");
  stage.expect_wait("ever");
  a.run_for(milliseconds(10));
  stage.expect_wait("10 ms");
  b.run_for(milliseconds(5));
  stage.expect_wait("5 ms");
  wait(microseconds(4400));
  stage.expect_wait("1 ms");
  wait(microseconds(600));
  stage.expect_wait("0 ms");
  wait(milliseconds(100));
  stage.expect_wait("0 ms");
  stage.expect_fired("B fires, A fires");
  stage.expect_wait("ever");
}

void check_stopped() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B");
  a.end();
  a.run_for(milliseconds(10));
  b.run_for(milliseconds(10));
  a.end();
  a.end();
  wait(milliseconds(10));
  stage.expect_fired("B fires");
  note("then", "A is started again before it is due");
  a.run_for(milliseconds(10));
  b.run_for(milliseconds(12));
  wait(milliseconds(5));
  a.run_for(milliseconds(10));
  expect("running: 2 timers", "running: " + count_of(stage.timers.size(), "timer"));
  wait(milliseconds(5));
  stage.expect_fired("no timer fires");
  wait(milliseconds(2));
  stage.expect_fired("B fires");
  wait(milliseconds(3));
  stage.expect_fired("A fires");
  expect("running: 0 timers", "running: " + count_of(stage.timers.size(), "timer"));
}

void check_restarts() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C");
  note("given", "A starts itself again and C for the first time, both with no delay");
  a.when_fired = [&] {
    a.start(milliseconds(0));
    if (!c.is_running()) c.start(milliseconds(0));
  };
  a.run_for(milliseconds(10));
  b.run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("A fires, B fires");
  stage.expect_wait("0 ms");
  stage.expect_fired("A fires, C fires");
}

void check_stops_another() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), d(stage, "D");
  auto c = std::make_unique<NamedTimer>(stage, "C");
  note("given", "A stops B and destroys C, D restarts A");
  a.when_fired = [&] {
    b.stop();
    c.reset();
  };
  d.when_fired = [&] { a.start(milliseconds(10)); };
  for (NamedTimer* timer : {&a, &b, c.get(), &d}) timer->run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("A fires, D fires");
  stage.expect_wait("10 ms");
}

void check_most() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C");
  for (NamedTimer* timer : {&a, &b, &c}) timer->run_for(milliseconds(1));
  wait(milliseconds(1));
  note("given", "at most 2 per round");
  stage.expect_fired("A fires, B fires", 2);
  stage.expect_wait("0 ms");
  stage.expect_fired("C fires", 2);
}

// ------------------------------------------------------------------------------------ the clock

// A program's own clock, beginning at 0, and the system's.
class Clock {
 public:
  void pass(milliseconds time) { system_ += time; }
  void run(milliseconds time) {
    note("time", "the program works for " + shown(time));
    pass(time);
  }
  void stop(milliseconds time) {
    note("time", "the program is stopped for " + shown(time));
    pass(time);
  }
  void begin_wait_for(milliseconds time) {
    note("time", time < time.zero() ? "begin_wait(forever)" : "begin_wait(" + shown(time) + ")");
    running_.begin_wait(time);
  }
  void end_wait_after(milliseconds time) {
    note("time", "end_wait() after " + shown(time));
    pass(time);
    running_.end_wait(system_);
  }
  void expect_time(milliseconds expected) {
    expecting("its clock shows " + shown(expected));
    const auto time = std::chrono::duration_cast<microseconds>(running_.at(system_) - begin_);
    came("its clock shows " + shown(time));
  }

 private:
  TimePoint begin_{std::chrono::hours(5)};
  TimePoint system_ = begin_;
  RunningTime running_{begin_};
};

void check_clock_runs() {
  Clock clock;
  clock.expect_time(milliseconds(0));
  clock.run(milliseconds(900));
  clock.expect_time(milliseconds(900));
  clock.begin_wait_for(milliseconds(5000));
  clock.end_wait_after(milliseconds(5100));
  clock.expect_time(milliseconds(6000));
  clock.begin_wait_for(milliseconds(5000));
  clock.end_wait_after(milliseconds(1000));
  clock.expect_time(milliseconds(7000));
  clock.begin_wait_for(forever);
  clock.end_wait_after(milliseconds(3600000));
  clock.expect_time(milliseconds(3607000));
}

void check_breakpoint() {
  Clock clock;
  clock.run(milliseconds(500));
  clock.expect_time(milliseconds(500));
  clock.stop(milliseconds(60000));
  clock.expect_time(milliseconds(500));
  clock.run(milliseconds(100));
  clock.expect_time(milliseconds(600));
  clock.begin_wait_for(milliseconds(30000));
  clock.end_wait_after(milliseconds(100));
  clock.stop(milliseconds(20000));
  clock.expect_time(milliseconds(700));
  clock.begin_wait_for(forever);
  clock.end_wait_after(milliseconds(300));
  clock.stop(milliseconds(20000));
  clock.expect_time(milliseconds(1000));
}

void check_suspended() {
  Clock clock;
  clock.run(milliseconds(500));
  clock.expect_time(milliseconds(500));
  clock.begin_wait_for(milliseconds(2000));
  clock.end_wait_after(milliseconds(3600000));
  clock.expect_time(milliseconds(500));
  clock.begin_wait_for(milliseconds(2000));
  clock.end_wait_after(milliseconds(2000));
  clock.expect_time(milliseconds(2500));
}

void check_join_timeout() {
  Stage server;
  NamedTimer timeout(server, "the join timeout");
  timeout.run_for(milliseconds(30000));
  wait(milliseconds(10000));
  server.expect_fired("no timer fires");
  note("time", "the server is stopped for an hour");
  system_clock += std::chrono::hours(1);
  server.expect_fired("no timer fires");
  server.expect_wait("20000 ms");
  wait(milliseconds(20000));
  server.expect_fired("the join timeout fires");
}

constexpr Check checks[] = {
    {"fires", check_fires},
    {"order", check_order},
    {"how-long", check_how_long},
    {"stopped", check_stopped},
    {"restarts", check_restarts},
    {"stops-another", check_stops_another},
    {"most", check_most},
    {"clock-runs", check_clock_runs},
    {"breakpoint", check_breakpoint},
    {"suspended", check_suspended},
    {"join-timeout", check_join_timeout},
};

}  // namespace
}  // namespace labs

TimePoint system_time() {
  return labs::system_clock;
}

}  // namespace chatlab

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
