// A test bed: one server that runs, with all its clients in the room.
//
// Setting it up costs more than measuring, since each join is told to all members. So a test bed
// stays for several rounds: while the contestants are measured one after the other, the others are
// at rest and cost nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/clock.hpp"
#include "tests/bench/contestants.hpp"
#include "tests/bench/crowd.hpp"

namespace chatlab::bench {

/// Some of the members talk as fast as their messages are delivered.
struct Load {
  int speakers = 8;
  std::size_t text_size = 64;
  int in_flight = 64;  // messages said but not delivered to all yet, at most
  milliseconds duration{300};
};

struct FanOut {
  std::uint64_t messages = 0;
  std::uint64_t deliveries = 0;  // a message to one receiver is one delivery
  std::uint64_t lost = 0;        // deliveries that never came
  double seconds = 0;            // that they took
  Cpu cpu;                       // the server's, for these deliveries
  Counts counts;                 // if they are counted
};

class TestBed {
 public:
  enum class Counting { off, on };

  /// Starts the server; `members` clients connect and join. If `counting` is on, system calls and
  /// allocations are counted, which costs time.
  TestBed(std::unique_ptr<Contestant> contestant, int members, Counting counting = Counting::off);

  std::string name() const { return contestant_->name(); }
  int members() const { return crowd_.size(); }

  /// The server's CPU time for all joins and their notices.
  const Cpu& cost_of_joins() const { return cost_of_joins_; }

  /// Bytes of the server's memory per member, now.
  std::size_t memory_per_member() const;

  /// Fan-out: what a delivery costs the server.
  FanOut measure_fan_out(const Load& load);

  /// Now and then, one of eight members says something: `messages` in all, 10 ms apart on average.
  /// If `flood` is true, another member talks as fast as it can meanwhile. Returns for each message
  /// the time in milliseconds from its send to its arrival at the last of the receivers.
  std::vector<double> measure_delays(int messages, bool flood);

  /// What the server tells of the turns of its loop so far.
  Turns turns() { return contestant_->turns(*server_); }

 private:
  std::unique_ptr<Contestant> contestant_;
  std::unique_ptr<ServerProcess> server_;
  std::size_t empty_;  // bytes of memory before the first client
  Crowd crowd_;
  Cpu cost_of_joins_;
};

}  // namespace chatlab::bench
