# held members are not released when the congestion ends
# in apps/server/backpressure.cpp
s/  speaker.on_hold(false);//
