# what passes under a rate costs no tokens
# in apps/proxy/stream_lane.cpp
# found by StreamLane*
s/rate_free_ = free + time_for(size, per_second);/rate_free_ = free;/
