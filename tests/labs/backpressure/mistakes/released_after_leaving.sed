# a speaker that has left meanwhile is released
# in apps/server/backpressure.cpp
# caught by released
/::end_congestion/,/^}/{s/  const std::uint64_t ended = .*/  const std::deque<Speaker*> released = held_;/;s/  while (.*/  for (Speaker* speaker : released) release(*speaker);/}
