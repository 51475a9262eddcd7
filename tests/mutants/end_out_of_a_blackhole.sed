# the end of a stream leaves a blackhole
# in apps/proxy/stream_lane.cpp
# found by StreamLane*
s/if (!ending_ || schedule_.find(Kind::blackhole, now, passed_) != nullptr) return output;/if (!ending_) return output;/
