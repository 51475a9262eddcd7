# each connection has a share of its own, so that many bring a slow reader to the limit
# in apps/server/backpressure.cpp
# found by UnderBackpressure.Any*:*HoweverManyFlood
s/  const std::uint64_t left = budget_ - std::min(budget_, caused_);/  const std::uint64_t left = budget_;/
