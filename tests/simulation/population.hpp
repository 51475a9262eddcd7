// What a seed stands for: the conditions of a run, and the people in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/client.hpp"

namespace chatlab::simulation {

struct Conditions {
  bool uses_select = false;
  std::size_t max_members = 10000;
  std::size_t max_message = 65536;
  std::size_t max_backlog = 1024 * 1024;
  std::size_t join_timeout = 30;
  std::size_t datagram_idle = 60;
  Weather weather;
  std::size_t output_stalls = 0;
  std::size_t clients = 10;
  bool has_floods = false;
  bool is_scarce = false;  // of descriptors
  bool stops_early = false;
  microseconds duration{3000000};  // until they begin to leave

  /// Whether so little may wait for a member that whoever does not read soon reaches the limit.
  bool is_tight() const { return max_backlog < 64 * 1024; }

  /// The server's command line.
  std::vector<std::string> arguments() const;
};

/// From the random numbers of the world at hand.
Conditions draw_conditions();
std::vector<std::unique_ptr<Client>> make_clients(Setting& setting, const Conditions& conditions);

}  // namespace chatlab::simulation
