# the congestion ends below the high mark: it begins and ends with each message
# in apps/server/backpressure.cpp
# caught by low-mark gone stalled behind
/::on_backlog/,/^}/s/if (backlog <= low_mark_)/if (backlog <= high_mark_)/
