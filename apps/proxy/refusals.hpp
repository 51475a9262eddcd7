// The rules that refuse new connections, or new UDP clients.
#pragma once

#include <cstdint>
#include <vector>

#include "apps/proxy/fault_schedule.hpp"
#include "apps/proxy/rule_book.hpp"

namespace chatlab {

class Refusals {
 public:
  /// Rules of another kind are ignored.
  void apply(const RuleBook::Change& change, TimePoint now);

  /// True if the connection is refused; `dice` are its own.
  bool strike(std::uint64_t connection, Dice dice, TimePoint now);

 private:
  std::vector<ScheduledFault> faults_;
};

}  // namespace chatlab
