// What is measured: each function starts one server, loads it, and returns what it cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "platform/clock.hpp"
#include "tests/bench/contestants.hpp"

namespace chatlab::bench {

/// Some of the members talk as fast as their messages are delivered.
struct Load {
  int members = 100;
  int speakers = 8;
  std::size_t text_size = 64;
  int in_flight = 64;  // messages said but not delivered to all yet, at most
  milliseconds duration{800};
  bool counted = false;  // true: count system calls and allocations
};

struct FanOut {
  std::uint64_t messages = 0;
  std::uint64_t deliveries = 0;  // a message to one receiver is one delivery
  std::uint64_t lost = 0;        // deliveries that never came
  Cpu cpu;                       // the server's, for these deliveries
  double join_cpu = 0;           // seconds of the server's, for all joins and their notices
  std::size_t memory = 0;        // bytes per member at rest
  Turns turns;
  Counts counts;  // if they were to be counted
};

/// Fan-out: what a delivery costs the server.
FanOut measure_fan_out(Contestant& contestant, const Load& load);

/// In milliseconds, from a message's send to its arrival at the last of the receivers.
struct Delay {
  double median = 0;
  double p99 = 0;
  double longest = 0;
};

/// Now and then, one of 100 members says something: `messages` in all, 20 ms apart on average. If
/// `flood` is true, another member talks as fast as it can meanwhile.
Delay measure_delay(Contestant& contestant, int messages, bool flood);

/// The cost of one wait in microseconds, when one handle is ready and `idle` others are not; -1 if
/// the demultiplexer can't hold so many. `name` is `poll` or `select`.
double measure_wait(const std::string& name, int idle);

}  // namespace chatlab::bench
