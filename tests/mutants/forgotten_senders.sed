# held members are not released when the congestion ends
# in apps/server/backpressure.cpp
s/    sender->on_hold(false);//
