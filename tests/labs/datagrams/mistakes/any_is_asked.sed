# any member is asked for its silence, not the one that was silent for longest
# in apps/server/datagram_endpoint.cpp
# caught by idle
s/const auto longest = std::min_element(/const auto longest = members_.begin();/
/^      members_.begin(), members_.end(),$/d
/^      \[\](const auto& a, const auto& b) { return a.second->last_heard() < .*/d
