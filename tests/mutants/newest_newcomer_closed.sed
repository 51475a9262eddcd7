# too many newcomers: the newest is closed, so that silent ones lock all others out
# in apps/server/newcomers.cpp
# found by Newcomers.*
s/crowd_out(oldest == by_number_.end() ? std::prev(oldest) : oldest);/crowd_out(std::prev(by_number_.end()));/
