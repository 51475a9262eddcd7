// The population: what a seed determines, that is the conditions of a run and its clients.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reactor/turn_budget.hpp"
#include "tests/simulation/client.hpp"

namespace chatlab::simulation {

struct Conditions {
  bool uses_select = false;
  std::size_t max_members = 10000;
  std::size_t max_message = 65536;
  std::size_t max_backlog = 1024 * 1024;
  std::size_t join_timeout = 30;
  std::size_t datagram_idle = 60;
  std::size_t turn_budget = TurnBudget::ordinary;
  Weather weather;
  std::size_t output_stalls = 0;
  std::size_t clients = 10;
  bool has_floods = false;
  bool is_scarce = false;  // true: descriptors are few
  bool stops_early = false;
  bool has_proxies = false;        // true: some clients are connected through a proxy
  microseconds duration{3000000};  // until clients begin to leave

  /// True if a member that does not read soon reaches the backlog's limit.
  bool is_tight() const { return max_backlog < 64 * 1024; }

  /// The server's command line.
  std::vector<std::string> arguments() const;
};

/// Draws from the random numbers of the current world, which has this seed.
Conditions draw_conditions(std::uint64_t seed);
std::vector<std::unique_ptr<Client>> make_clients(Setting& setting, const Conditions& conditions);

}  // namespace chatlab::simulation
