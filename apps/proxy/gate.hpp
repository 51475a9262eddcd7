// The interface of a gate: accepts clients over TCP or UDP, and owns their connections.
#pragma once

#include <cstdint>
#include <string>

#include "apps/proxy/rule_book.hpp"
#include "platform/address.hpp"

namespace chatlab {

class Gate {
 public:
  virtual ~Gate() = default;

  virtual Address local_address() const = 0;

  /// Applies a change of the rules to all open connections and known clients.
  virtual void apply(const RuleBook::Change& change) = 0;

  /// Applies faults that strike once and now. Returns how many connections they concern.
  virtual std::size_t strike(const std::vector<Rule>& rules) = 0;

  /// Returns one line per connection.
  virtual std::string describe_connections() const = 0;

  /// Accepts no more clients, and closes all connections without a reset.
  virtual void stop() = 0;

  /// True if no connection is open.
  virtual bool is_idle() const = 0;
};

}  // namespace chatlab
