# a member that reads a byte now and then holds up the room for ever
# in apps/server/backpressure.cpp
# caught by behind
/::judge/,/^}/s/now() - participant.behind_since_ >= too_slow_after/false/
