# a member with the whole limit unsent is closed without a reason
# in apps/server/backpressure.cpp
# caught by limit asks-first
s/on_too_slow("too slow: " + std::to_string(backlog) + " bytes unsent")/on_too_slow(std::string())/
