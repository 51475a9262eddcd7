# what was before the congestion counts as a stall
# in apps/server/backpressure.cpp
# caught by stalled
/::is_stalled/,/^}/s/, congested_since_})/})/
