# when memory runs out, the member with the smallest backlog is closed
# in apps/server/backpressure.cpp
# found by UnderBackpressure.*
s/a->backlog() < b->backlog()/a->backlog() > b->backlog()/
