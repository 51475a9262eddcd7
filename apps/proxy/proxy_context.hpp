// The proxy context: what all connections of a proxy share.
#pragma once

#include <cstdint>
#include <vector>

#include "apps/proxy/dice.hpp"
#include "apps/proxy/proxy_log.hpp"
#include "apps/proxy/rule_book.hpp"
#include "platform/address.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

struct ProxyContext {
  Reactor& reactor;
  ProxyLog& log;
  RuleBook& book;
  std::vector<Address> targets;  // all addresses of the server, in the order in which to try them
  std::uint64_t seed = 0;
  bool hex = false;
  Microseconds datagram_idle{0};

  // Receive buffer of all connections without faults; its contents are valid until the next handler
  // runs. As large as a lane: the most that is kept if the receiver accepts nothing.
  std::vector<char> large_buffer = std::vector<char>(Lane::capacity);

  /// The seed of one direction of one connection.
  std::uint64_t seed_for(std::uint64_t connection, Direction direction) const {
    return Dice(seed, connection * 2 + (direction == Direction::c2s ? 0 : 1)).next();
  }
};

/// The time until `time`, rounded up to milliseconds so that a timer is not early.
inline milliseconds time_until(TimePoint time, TimePoint now) {
  const auto left = std::chrono::ceil<milliseconds>(time - now);
  return left > milliseconds(0) ? left : milliseconds(0);
}

}  // namespace chatlab
