# the proxy closes both connections as soon as one direction has ended
# in apps/proxy/stream_relay.cpp
s/c2s_.lane.is_over(current) && s2c_.lane.is_over(current)/c2s_.lane.is_over(current) || s2c_.lane.is_over(current)/
