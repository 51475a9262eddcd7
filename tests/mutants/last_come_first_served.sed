# who asks last is served first, so that others may wait for ever
# in reactor/run_queue.cpp
# found by RunQueueTest.*
s/waiting_.splice(waiting_.end()/waiting_.splice(waiting_.begin()/
