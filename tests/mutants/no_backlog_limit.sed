# a backlog may grow beyond its limit
# in apps/server/backpressure.cpp
# found by UnderBackpressure.AMember*
s/if (backlog >= limit_) {/if (backlog >= 64 * limit_) {/
