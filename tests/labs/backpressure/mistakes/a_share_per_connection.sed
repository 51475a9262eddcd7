# the shares do not come out of one budget: a hundred flooders have a hundred shares
# in apps/server/backpressure.cpp
# caught by allows
s/const std::uint64_t left = budget_ - .*/const std::uint64_t left = budget_;/
