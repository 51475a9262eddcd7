# a lane that is full accepts more
# in apps/proxy/stream_lane.cpp
# found by StreamLane*
s/return taken < capacity ? capacity - taken : 0;/return taken < capacity ? capacity - taken : capacity;/
