# an event caused during a delivery is delivered at once, within the first
# in apps/chat/room.cpp
# found by TheRoom*
s/if (!delivering_) deliver_waiting();/deliver_waiting();/
