// The checks of the timer queue: a system's clock that the check sets, timers, and what fires. At
// the end is the list of all checks of the lab `timers`.
#include <chrono>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "reactor/reactor_observer.hpp"
#include "reactor/timer_queue.hpp"
#include "tests/labs/machinery/played_platform.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/labs/timers/timer_checks.hpp"

namespace chatlab::labs {
namespace {

using std::chrono::microseconds;

// The program waits for so long, as it meant to.
void wait(microseconds time) {
  note("time", "the program waits for " + shown(time));
  pass(time);
}

class Stage : public TimerHandler, public TimerWatcher {
 public:
  void on_timer(const TimerHandler& handler, const Timer& timer) override;
  void on_timer(Timer& timer) override;
  void expect_fired(const std::string& expected, std::size_t most = static_cast<std::size_t>(-1)) {
    expecting(expected);
    timers.fire_due(most);
    const std::string fired = std::exchange(fired_, "");
    came(fired.empty() ? "no timer fires" : fired);
  }
  void expect_running(std::size_t number) {
    expect("running: " + count_of(number, "timer"), "running: " + count_of(timers.size(), "timer"));
  }
  void expect_wait(const std::string& expected) {
    expecting("wait for " + expected);
    const milliseconds time = timers.time_until_next();
    came("wait for " + (time == forever ? "ever" : std::to_string(time.count()) + " ms"));
  }

  TimerQueue timers;

 private:
  void tell(const std::string& what);

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

void Stage::tell(const std::string& what) {
  fired_ += (fired_.empty() ? "" : ", ") + what;
  if (fired_.size() > 1000) fail("A fires again and again in one round");
}

void Stage::on_timer(const TimerHandler& handler, const Timer& timer) {
  const bool is_mine = &handler == static_cast<const TimerHandler*>(this);
  tell("the observer is told of " + static_cast<const NamedTimer&>(timer).name() +
       (is_mine ? "" : " and of a wrong handler"));
}

void Stage::on_timer(Timer& timer) {
  auto& named = static_cast<NamedTimer&>(timer);
  const std::string running = timer.is_running() ? " (but is running)" : "";
  tell(named.name() + running + " fires");
  if (const std::function<void()> action = named.when_fired) action();
}

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
  stage.expect_running(2);
  wait(milliseconds(5));
  stage.expect_fired("no timer fires");
  wait(milliseconds(2));
  stage.expect_fired("B fires");
  wait(milliseconds(3));
  stage.expect_fired("A fires");
  stage.expect_running(0);
  note("then", "three timers are due at the same time, and the second of them is stopped");
  NamedTimer c(stage, "C");
  for (NamedTimer* timer : {&a, &b, &c}) timer->run_for(milliseconds(10));
  b.end();
  stage.expect_running(2);
  wait(milliseconds(10));
  stage.expect_fired("A fires, C fires");
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
  a.end();
  note("given", "D stops E and starts F with no delay");
  NamedTimer d(stage, "D"), e(stage, "E"), f(stage, "F");
  d.when_fired = [&] {
    e.stop();
    f.start(milliseconds(0));
  };
  d.run_for(milliseconds(10));
  e.run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("D fires");
  stage.expect_fired("F fires");
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

void check_told() {
  Stage stage;
  NamedTimer a(stage, "A"), b(stage, "B"), c(stage, "C");
  note("given", "an observer; A stops B");
  stage.timers.observe(&stage);
  a.when_fired = [&] { b.stop(); };
  for (NamedTimer* timer : {&a, &b, &c}) timer->run_for(milliseconds(10));
  wait(milliseconds(10));
  stage.expect_fired("the observer is told of A, A fires, the observer is told of C, C fires");
}

constexpr Check checks[] = {
    {"fires", check_fires},
    {"order", check_order},
    {"how-long", check_how_long},
    {"stopped", check_stopped},
    {"restarts", check_restarts},
    {"stops-another", check_stops_another},
    {"most", check_most},
    {"told", check_told},
    {"clock-runs", check_clock_runs},
    {"breakpoint", check_breakpoint},
    {"suspended", check_suspended},
    {"join-timeout", check_join_timeout},
    {"byte-by-byte", check_byte_by_byte},
    {"joined", check_joined},
    {"kept-waiting", check_kept_waiting},
    {"gone", check_gone},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
