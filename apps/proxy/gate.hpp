// The gate: where clients come in, over TCP or UDP.
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

  /// Open connections, or clients that are remembered, follow a change of the rules.
  virtual void apply(const RuleBook::Change& change) = 0;

  /// Faults that strike once and now. Returns how many connections they concern.
  virtual std::size_t strike(const std::vector<Rule>& rules) = 0;

  /// One line per connection.
  virtual std::string describe_connections() const = 0;

  /// Accepts no more, and ends what is open in order.
  virtual void stop() = 0;

  /// True if nothing is open.
  virtual bool is_idle() const = 0;
};

}  // namespace chatlab
