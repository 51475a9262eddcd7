# the observer is not told that a congestion begins
# in apps/server/backpressure.cpp
# caught by congested low-mark
/^void Backpressure::begin_congestion/,/^}/s/  if (chat_observer() != nullptr) .*//
