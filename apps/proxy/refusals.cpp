// Keeps the `refuse` faults apart from the others, since they concern no open connection.
#include "apps/proxy/refusals.hpp"

#include <algorithm>

namespace chatlab {

void Refusals::apply(const RuleBook::Change& change, TimePoint now) {
  const auto is_removed = [&change](const ScheduledFault& scheduled) {
    return std::count(change.removed.begin(), change.removed.end(), scheduled.rule()) > 0;
  };
  faults_.erase(std::remove_if(faults_.begin(), faults_.end(), is_removed), faults_.end());
  for (const Rule& rule : change.added) {
    if (rule.fault.kind != Fault::Kind::refuse) continue;
    faults_.emplace_back(rule.id, rule.fault, now, 0, true);
  }
}

bool Refusals::strike(std::uint64_t connection, Dice dice, TimePoint now) {
  for (ScheduledFault& scheduled : faults_) {
    const Fault& fault = scheduled.fault();
    const bool is_meant = !fault.connection || *fault.connection == connection;
    if (is_meant && scheduled.is_on(now, 0) && dice.strikes(fault.share)) return true;
  }
  return false;
}

}  // namespace chatlab
