// The checks of the lab `timers` that are not in checks.cpp, and what they share with those.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "reactor/reactor_observer.hpp"

namespace chatlab::labs {

/// A time with its unit: `10 ms`, `9.999 ms`.
inline std::string shown(std::chrono::microseconds time) {
  const auto whole = time.count() / 1000;
  const auto rest = time.count() % 1000;
  return std::to_string(whole) + (rest == 0 ? "" : '.' + std::to_string(1000 + rest).substr(1)) +
         " ms";
}

/// An observer to whom only timers matter.
class TimerWatcher : public ReactorObserver {
 public:
  void on_wait(const Wait&) override {}
  void on_ready(const EventHandler&, const Ready&) override {}
  void on_added(const EventHandler&) override {}
  void on_removed(const EventHandler&) override {}
  void on_interest(const EventHandler&, Interest) override {}
  void on_connection(const EventHandler&, ConnectionStep, std::size_t) override {}
  void on_budget_used_up(std::size_t) override {}
  void on_retired(std::size_t) override {}
  void on_turn_end() override {}
};

// clock_checks.cpp
void check_clock_runs();
void check_breakpoint();
void check_suspended();

// join_timeout_checks.cpp
void check_join_timeout();
void check_byte_by_byte();
void check_joined();
void check_kept_waiting();
void check_gone();

}  // namespace chatlab::labs
