# too many newcomers: the newest is closed, so that silent ones lock all others out
# in apps/server/newcomers.cpp
# found by Newcomers.*
s/return found == by_number_.end() ? std::prev(found) : found;/return found == by_number_.end() ? std::prev(found) : std::prev(by_number_.end());/
