# a handle that is closed has lost its name in the trace
# in apps/trace/narrator.cpp
# found by NarratorTest.*
s/names_.emplace(handler.handle(), short_name(handler.describe()));/names_.erase(handler.handle());/
