// Adds faults at the position that they count from, and keeps what they did for the log.
#include "apps/proxy/lane.hpp"

#include <utility>

namespace chatlab {

void Lane::add_fault(std::uint64_t rule, const Fault& fault, TimePoint now) {
  schedule_.add(rule, fault, now, kind_of(fault.kind).per_chunk ? accepted_ : passed_);
}

void Lane::report(const Fault& fault, std::size_t bytes, const std::string& detail) {
  strikes_.push_back({fault.kind, bytes, detail});
}

std::vector<Strike> Lane::drain_strikes() {
  return std::exchange(strikes_, {});
}

}  // namespace chatlab
