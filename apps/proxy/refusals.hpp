// The refusals: decides which new connections, or new UDP clients, a `refuse` fault strikes.
#pragma once

#include <cstdint>
#include <vector>

#include "apps/proxy/fault_schedule.hpp"
#include "apps/proxy/rule_book.hpp"

namespace chatlab {

class Refusals {
 public:
  /// Adds and removes faults. Rules of other kinds are ignored.
  void apply(const RuleBook::Change& change, TimePoint now);

  /// True if the connection is refused. `dice` belong to this connection.
  bool strike(std::uint64_t connection, Dice dice, TimePoint now);

 private:
  std::vector<ScheduledFault> faults_;
};

}  // namespace chatlab
