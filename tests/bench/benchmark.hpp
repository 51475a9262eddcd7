// The benchmark: chat-server beside its floor, beside itself with other settings, and beside the
// IRC servers that this machine has. README.md in this folder says what each experiment shows.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/clock.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/test_bed.hpp"

namespace chatlab::bench {

class Benchmark {
 public:
  /// Runs all experiments, prints their tables, and writes results.csv, the plots and the README's
  /// table to build/bench/. Ends within five minutes.
  void run();

 private:
  using Contestants = std::vector<std::unique_ptr<Contestant>>;
  using TestBeds = std::vector<std::unique_ptr<TestBed>>;

  void in_rounds(const std::function<void()>& round);
  void add(const std::string& experiment, const std::string& parameter,
           const std::string& contestant, const std::string& metric, double value);

  void measure_hundred_members();
  void measure_thousand_members();
  void measure_other_members();
  void measure_joins();
  void measure_sizes();
  void measure_protocols();
  void measure_habits();
  void measure_calls();
  void measure_waits();
  void measure_delays();
  void measure_delays_beside_flood();
  void measure_proxy();

  void fan_out(const std::string& experiment, const std::string& parameter, Contestants contestants,
               int members, const Load& load);
  void add_fan_out(const std::string& experiment, const std::string& parameter, TestBed& bed,
                   const Load& load);
  void add_longest_turns(const std::string& experiment, const std::string& parameter,
                         TestBeds& beds);
  void add_conversation(TestBed& bed);
  void delays(const std::string& experiment, Contestants contestants, bool flood);
  void print_tables() const;

  Report report_;
  int round_ = 0;
  TimePoint last_round_ends_;  // an experiment begins no further round from then on
};

}  // namespace chatlab::bench
