# the watch asks the system about all slow members in one turn
# in apps/server/backpressure.cpp
# found by UnderBackpressure.*
s/count < judged_per_turn/count < behind_.size()/
