# who asks last is served first, so that others may wait for ever
# in reactor/run_queue.cpp
# found by RunQueueTest.*
s/Runnable& handler = \*first_;/Runnable\& handler = *last_;/
