# a budget that is used up becomes a huge one
# in apps/server/backpressure.cpp
# caught by allows
s/const std::uint64_t left = budget_ - .*/const std::uint64_t left = budget_ - caused_;/
