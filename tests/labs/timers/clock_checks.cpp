// The checks of a program's own time: the program runs, waits and is stopped as the check says.
#include <chrono>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/running_time.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/labs/timers/timer_checks.hpp"

namespace chatlab::labs {
namespace {

using std::chrono::microseconds;

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
  // The program intends to wait for `intended`, and its wait ends after `actual`.
  void wait(milliseconds intended, milliseconds actual) {
    note("time", intended < intended.zero() ? "begin_wait(forever)"
                                            : "begin_wait(" + shown(intended) + ")");
    running_.begin_wait(intended);
    note("time", "end_wait() after " + shown(actual));
    pass(actual);
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

}  // namespace

void check_clock_runs() {
  Clock clock;
  clock.expect_time(milliseconds(0));
  clock.run(milliseconds(900));
  clock.expect_time(milliseconds(900));
  clock.wait(milliseconds(5000), milliseconds(5100));
  clock.expect_time(milliseconds(6000));
  clock.wait(milliseconds(5000), milliseconds(1000));
  clock.expect_time(milliseconds(7000));
  clock.wait(forever, milliseconds(3600000));
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
  clock.wait(milliseconds(30000), milliseconds(100));
  clock.stop(milliseconds(20000));
  clock.expect_time(milliseconds(700));
  clock.wait(forever, milliseconds(300));
  clock.stop(milliseconds(20000));
  clock.expect_time(milliseconds(1000));
}

void check_suspended() {
  Clock clock;
  clock.run(milliseconds(500));
  clock.expect_time(milliseconds(500));
  clock.wait(milliseconds(2000), milliseconds(3600000));
  clock.expect_time(milliseconds(500));
  clock.wait(milliseconds(2000), milliseconds(2000));
  clock.expect_time(milliseconds(2500));
}

}  // namespace chatlab::labs
