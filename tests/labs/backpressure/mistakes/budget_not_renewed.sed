# the budget is that of all congestions together
# in apps/server/backpressure.cpp
# caught by fresh
/::begin_congestion/,/^}/s/  caused_ = 0;//
