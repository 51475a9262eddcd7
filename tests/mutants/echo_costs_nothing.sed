# what echo clients send is not charged to their share
# in apps/server/echo_endpoint.cpp
# found by FloodedRoomOfOrdinarySize.*
s/  server().backpressure.charge(.*//
