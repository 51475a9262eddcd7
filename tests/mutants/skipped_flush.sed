# when one flush is cancelled, all others are lost, too
# in reactor/run_queue.cpp
s/waiting_, handler.node_)/waiting_)/
