# the list of held speakers is changed while it is read
# in apps/server/backpressure.cpp
# caught by released
/::end_congestion/,/^}/{s/  const std::vector<Speaker.*/  std::vector<Speaker*>\& released = held_;/;s/  held_.clear();//}
